import type { EmulatorMessage } from "../../../src/emulator/emulator";
import { soakEvents } from "../../../bench/soak/soak-events";
import { soakMark } from "../../../bench/soak/soak-nodes";
import type { SoakRecord } from "../../../bench/soak/soak-record";

/** An event as a process prints it; of process 1, at the time 1,000, unless it says otherwise. */
export type PrintedEvent = Readonly<Record<string, unknown>>;

/** A record of these events; nothing else happened unless `changes` say so. */
export function soakRecordOf(printed: readonly PrintedEvent[], changes: Partial<SoakRecord> = {}): SoakRecord {
  const lines = printed.map((event) => soakMark + JSON.stringify({ process: 1, at: 1_000, ...event }));
  return {
    ...{ events: soakEvents(lines), lines, arrived: [], killed: [], breaks: [], aside: [], callbacks: [] },
    ...{ decisions: [], deleted: [], files: [], recalled: new Set<string>(), history: [] },
    ...changes,
  };
}

/** A text as the service accepted it, with an id by its place. */
export function arrival(text: string, to: string, index = 0): EmulatorMessage {
  return {
    ...{ id: `id-${index}`, timestamp: 1_000, chatType: "users", from: "admin", to },
    ...{ type: "txt", body: { msg: text }, dialect: "current" },
  };
}
