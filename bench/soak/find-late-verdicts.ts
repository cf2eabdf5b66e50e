import type { SoakEvent } from "./soak-events";

/** A verdict that a respond node dropped. */
export interface LateVerdict {
  readonly number: number;
  /** When the respond node got it, milliseconds since 1970. */
  readonly givenAt: number;
  /** Whether the node had said so, or has within the last minute: it says the same thing once a minute. */
  readonly isWarned: boolean;
}

const saysAgainAfterMs = 60_000;
/** Between the warning and the end of the message, whichever is printed first. */
const momentMs = 1_000;

/** Verdicts that ended in the respond node, without an error, and did not go on from there. */
export function findLateVerdicts(events: readonly SoakEvent[]): readonly LateVerdict[] {
  const keyOf = ({ process, number }: { readonly process: number; readonly number: number }): string =>
    `${process} ${number}`;
  const givenAt = new Map<string, number>();
  const taken = new Set<string>();
  const warnedAt = new Map<number, number[]>();
  const dropped: { readonly number: number; readonly process: number; readonly at: number }[] = [];
  for (const event of events) {
    if (!("node" in event) || event.node !== "respond") continue;
    const { process, at } = event;
    if (event.what === "warned") warnedAt.set(process, [...(warnedAt.get(process) ?? []), at]);
    else if (event.what === "given") givenAt.set(keyOf(event), at);
    else if (event.what === "out") taken.add(keyOf(event));
    else if (event.what === "done" && event.error === undefined && !taken.has(keyOf(event))) dropped.push(event);
  }
  return dropped.map(({ number, process, at }) => ({
    number,
    givenAt: givenAt.get(keyOf({ process, number })) ?? at,
    isWarned: (warnedAt.get(process) ?? []).some(
      (said) => said <= at + momentMs && said >= at - saysAgainAfterMs - momentMs,
    ),
  }));
}
