import type { Emulator, Operation } from "../../src/emulator/emulator";
import * as faults from "../../src/emulator/faults";
import type { Fault } from "../../src/emulator/faults";
import { pause } from "./pace";

/** Something that goes wrong at the service, as it was drawn. */
export interface ServiceFault {
  readonly name: ServiceFaultName;
  /** 0 to 1: which of the possible operations, statuses or times. */
  readonly chance: number;
  /** 0 to 1: how many requests, or how long. */
  readonly amount: number;
  /** How long it stays, milliseconds, where it has not met so many requests before. */
  readonly lastsMs: number;
}

/** What can go wrong at the service. */
export type ServiceFaultName = keyof typeof plays;

/** How one is played. */
interface Play {
  /** How often it is drawn beside the others. */
  readonly weight: number;
  readonly play: (emulator: Emulator, fault: ServiceFault) => void | Promise<void>;
}

const each: readonly Operation[] = [
  "upload",
  "download",
  "import",
  "recall",
  "delete-conversation",
  "history",
  "history-file",
  "token",
];
const plays = {
  "429": planned(4, ["any", "send"], 40, () => faults.reachLimit()),
  "403 too many messages": planned(2, ["send"], 10, () => faults.messageLimit()),
  "503": planned(4, ["any", "send"], 20, () => faults.unavailable()),
  "503 of a gateway": planned(2, ["any", "send"], 10, () => faults.unavailable(503, { html: true })),
  "other 5xx": planned(3, ["send", ...each], 4, ({ chance }) => faults.unavailable(500 + 2 * Math.floor(chance * 3))),
  "5xx without a body": planned(1, ["send", ...each], 2, () => faults.emptyStatus(502)),
  "drop before": planned(4, ["any", "send"], 8, () => faults.dropBefore()),
  "drop after": planned(3, ["send", "send", "send", ...each], 3, () => faults.dropAfter()),
  "drop in the answer": planned(2, ["send", "send", ...each], 2, () => faults.truncated()),
  "a page for an answer": planned(1, ["send", "import"], 1, () => faults.notJson()),
  slow: planned(4, ["any", "send"], 12, ({ chance }) => faults.slow(100 + 2_900 * chance)),
  silence: planned(1, ["send", "send", ...each], 2, () => faults.silent()),
  "401": planned(2, ["any", "send"], 3, () => faults.unauthorized()),
  "plan used up": planned(1, ["send"], 2, () => faults.quotaExceeded()),
  "file cut": planned(1, ["download", "history-file"], 1, () => faults.cutAfter(2_000)),
  "link over": planned(1, ["history-file"], 1, () => faults.expiredLink()),
  "tokens revoked": { weight: 2, play: (emulator) => emulator.revokeTokens() },
  // Forwards only, and never further than a signature may be old: an hour or two in all.
  "clock moved": { weight: 1, play: (emulator, { amount }) => emulator.clock.advance(Math.ceil(amount * 240_000)) },
  away: { weight: 1, play: (emulator, { amount }) => emulator.goAway(300 + amount * 3_700) },
} satisfies Readonly<Record<string, Play>>;

/** All names, each as often as it is to be drawn. */
export const serviceFaultNames: readonly ServiceFaultName[] = Object.entries(plays).flatMap(([name, { weight }]) =>
  Array.from({ length: weight }, () => name as ServiceFaultName),
);

/** Lets it happen, and ends it: whoever is turned away comes back seldom, and would meet the same fault for minutes. */
export async function playServiceFault(emulator: Emulator, fault: ServiceFault, signal: AbortSignal): Promise<void> {
  const { play }: Play = plays[fault.name];
  await play(emulator, fault);
  await pause(fault.lastsMs, signal);
  emulator.faults.clear();
}

/** The next requests of one of these operations go wrong, at most so many. */
function planned(
  weight: number,
  operations: readonly (Operation | "any")[],
  most: number,
  faultFor: (fault: ServiceFault) => Fault,
): Play {
  return {
    weight,
    play(emulator, fault) {
      const operation = operations[Math.floor(fault.chance * operations.length)] ?? "any";
      emulator.faults.next(operation, faultFor(fault), 1 + Math.floor(fault.amount * most));
    },
  };
}
