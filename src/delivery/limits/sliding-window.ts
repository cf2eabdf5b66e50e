import type { Lane } from "./lane";

/** What counts in a window, for all who use it; each by the limit that they were told. */
export interface SlidingWindow {
  /**
   * A lane that takes from this window.
   *
   * @param creditMs how much sooner than one window after its answer something stops counting, milliseconds
   */
  lane(limit: number, creditMs?: () => number): Lane;
  /** Whether nothing counts and nothing is held any more, for anybody. */
  isEmpty(nowMs: number): boolean;
}

/** A window that this process alone counts. */
export function slidingWindow(windowMs: number): SlidingWindow {
  let held = 0;
  let counting = 0;
  let closedUntil = -Infinity;
  /** What ends within one step stops counting together: a thousand steps a window bound the list, whatever the rate. */
  const stepMs = windowMs / 1_000;
  /** In the order in which they stop counting. */
  let ended: { weight: number; readonly until: number }[] = [];
  let first = 0;

  function expire(nowMs: number): void {
    for (let head = ended[first]; head !== undefined && head.until <= nowMs; head = ended[first]) {
      counting -= head.weight;
      first += 1;
    }
    if (first > 1_000 && first * 2 > ended.length) {
      ended = ended.slice(first);
      first = 0;
    }
  }

  function roomByCount(limit: number, weight: number, nowMs: number): number {
    let excess = held + counting + Math.min(weight, limit) - limit;
    if (excess <= 0) return nowMs;
    for (let index = first; index < ended.length; index += 1) {
      const { weight: freed, until } = ended[index] as { weight: number; until: number };
      excess -= freed;
      if (excess <= 0) return until;
    }
    return Infinity;
  }

  function count(weight: number, stopsAtMs: number): void {
    counting += weight;
    const until = Math.ceil(stopsAtMs / stepMs) * stepMs;
    const last = ended[ended.length - 1];
    // Where the credit has grown, a later end would stop counting sooner than an earlier one: it waits for that.
    if (last !== undefined && last.until >= until && ended.length > first) last.weight += weight;
    else ended.push({ weight, until });
  }

  return {
    isEmpty(nowMs) {
      expire(nowMs);
      return held === 0 && counting === 0 && closedUntil <= nowMs;
    },
    lane: (limit, creditMs = () => 0) => ({
      roomAt(weight, nowMs) {
        expire(nowMs);
        return Math.max(roomByCount(limit, weight, nowMs), closedUntil);
      },
      take(weight) {
        held += weight;
      },
      free(weight, endedAtMs) {
        held -= weight;
        // One millisecond more than the window: the service's clock ticks where ours does not. Rounded up, never down.
        if (endedAtMs !== undefined) count(weight, endedAtMs + windowMs + 1 - creditMs());
      },
      hold(untilMs) {
        closedUntil = Math.max(closedUntil, untilMs);
      },
    }),
  };
}
