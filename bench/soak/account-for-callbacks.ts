import { meetsBreak } from "./breaks";
import type { SoakCallback } from "./callback-load";
import { countEach, groupBy } from "./soak-record";
import type { Account, SoakRecord } from "./soak-record";

/** The answer leaves before the flow has the message: in that moment a kill or a deploy may take it. */
const momentMs = 1_000;
/** How long a callback and its repeat may be on their way. */
const longestMs = 30_000;

/**
 * Accounts for every callback: what was answered with 200 came into the flow, once. What no one answered, the service
 * gives up; it came in at most once all the same.
 */
export function accountForCallbacks({ events, callbacks, breaks }: SoakRecord): Account {
  const heard = groupBy(
    events.filter((event) => event.what === "heard").filter(({ node }) => node === "receive"),
    ({ number }) => number,
  );
  const isNearBreak = (at: number, withinMs: number): boolean => meetsBreak(breaks, at - withinMs, at + withinMs);

  function fateOf({ number, answeredAt, twice }: SoakCallback): { readonly fate: string; readonly wrong?: string } {
    const hearings = heard.get(number) ?? [];
    const times = hearings.length;
    // Whether a callback has come before is known to the node, not to its successor.
    const mayBeTwice = twice && hearings.some(({ at }) => isNearBreak(at, longestMs));
    if (times > 1 && !mayBeTwice) return { fate: "heard more than once", wrong: `was heard ${times} times` };
    if (times > 0) return { fate: twice ? "heard, called twice" : "heard" };
    if (answeredAt === undefined) return { fate: "not answered" };
    if (isNearBreak(answeredAt, momentMs)) return { fate: "answered just before a kill or a deploy" };
    return { fate: "answered and lost", wrong: "was answered 200 and not heard" };
  }

  const found = callbacks.map((callback) => ({ ...fateOf(callback), number: callback.number }));
  return {
    fates: countEach(found.map(({ fate }) => `callback: ${fate}`)),
    problems: found.flatMap(({ wrong, number }) => (wrong === undefined ? [] : [`callback ${number} ${wrong}`])),
  };
}
