import type { Node } from "node-red";
import type { Clock } from "../../src/client/clock";

/** Says something in a node's log, but the same thing only once in a while: what comes from outside may come often. */
export type RareWarnings = (cause: string, text: string) => void;

/** A minute. */
const leastBetweenMs = 60_000;

/** Creates the warnings of one node. There are as many causes as the code names, so nothing grows here. */
export function createRareWarnings(node: Node, clock: Clock): RareWarnings {
  const saidAt = new Map<string, number>();
  return (cause, text) => {
    const now = clock.now();
    if (now - (saidAt.get(cause) ?? -Infinity) < leastBetweenMs) return;
    saidAt.set(cause, now);
    node.warn(text);
  };
}
