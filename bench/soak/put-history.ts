import type { Emulator } from "../../src/emulator/emulator";

/** The ids of the records in the history, in their order. */
export const historyIds: readonly string[] = Array.from({ length: 300 }, (_, index) => `record-${index}`);

/** Two hours of the past, each with half of the records. @returns which hours */
export function putHistory({ history, clock }: Emulator): readonly [string, string] {
  const hourAgo = (count: number): string =>
    new Date(clock.now() - count * 3_600_000).toISOString().slice(0, 13).replace(/\D/g, "");
  const hours = [hourAgo(3), hourAgo(2)] as const;
  const half = historyIds.length / 2;
  const record = (id: string): object => ({
    ...{ msg_id: id, timestamp: String(clock.now()), from: "ann", to: "ben", chat_type: "chat", direction: "outgoing" },
    payload: { bodies: [{ type: "txt", msg: id }], ext: {}, from: "ann", to: "ben" },
  });
  history.put(hours[0], historyIds.slice(0, half).map(record));
  history.put(hours[1], historyIds.slice(half).map(record));
  return hours;
}
