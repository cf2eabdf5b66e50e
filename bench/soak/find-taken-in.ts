import { isGivenTo, recipientsOf } from "./recipients";
import type { SoakEventOf } from "./soak-events";
import type { SoakRecord } from "./soak-record";

/** Files are read and copied beside each other before their messages count as taken in: the order is not theirs. */
const longestCopyMs = 5_000;

/**
 * Whether a message of a process that was killed had been taken in by its outbox on the disk. A lane takes in one after
 * the other: where a message was seen, in the journal or anywhere later, all before it had been taken in.
 */
export function findTakenIn(
  { events, killed }: SoakRecord,
  arrived: ReadonlyMap<string, unknown>,
): (given: SoakEventOf<"given">) => boolean {
  const ended = new Set(
    events.flatMap((event) => ("number" in event && event.what !== "given" ? [`${event.node} ${event.number}`] : [])),
  );
  const lastSeen = new Map<string, number>();
  const seen = new Set<SoakEventOf<"given">>();
  for (const given of events.filter(isGivenTo)) {
    const victim = killed.find(({ process }) => process === given.process);
    if (victim === undefined) continue;
    const isSeen =
      victim.kept.has(given.number) ||
      ended.has(`${given.node} ${given.number}`) ||
      recipientsOf(given).some((to) => arrived.has(`${given.text ?? ""} ${to}`));
    if (!isSeen) continue;
    seen.add(given);
    lastSeen.set(laneOf(given), Math.max(lastSeen.get(laneOf(given)) ?? 0, given.number));
  }
  return (given) => {
    if (seen.has(given)) return true;
    if (given.node !== "pictures") return given.number <= (lastSeen.get(laneOf(given)) ?? 0);
    const killedAt = killed.find(({ process }) => process === given.process)?.at ?? Infinity;
    return given.at < killedAt - longestCopyMs;
  };
}

function laneOf({ process, node }: SoakEventOf<"given">): string {
  return `${process} ${node}`;
}
