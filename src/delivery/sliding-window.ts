/** A count of what happened within the last while. */
export interface SlidingWindow {
  /** When there will be room for this much, milliseconds since 1970; at most `nowMs` where there is room now. `Infinity`: something must end first. */
  roomAt(weight: number, nowMs: number): number;
  /** Takes room. Given back by {@link free}. */
  take(weight: number): void;
  /**
   * Says that what was taken has ended.
   *
   * @param endedAtMs it counts for one window more from here; `undefined`: it never reached the service and counts no more
   */
  free(weight: number, endedAtMs: number | undefined): void;
  /** Whether nothing counts any more. */
  isEmpty(nowMs: number): boolean;
}

/**
 * A limit of so much in any stretch of time, counted so that the service, which counts what *arrives*, never counts
 * more: what is taken counts from before it is sent until one window after its answer came, whatever the network did in
 * between.
 *
 * Invariant: `held` + the weights in `ended` that are younger than a window is at most `limit`, unless one single
 * weight is larger than the limit; that one passes alone.
 */
export function slidingWindow(limit: number, windowMs: number): SlidingWindow {
  let held = 0;
  let counting = 0;
  /** What ends within one step stops counting together: a thousand steps a window bound the list, whatever the rate. */
  const stepMs = windowMs / 1_000;
  /** In the order of their ends, which is the order in which they stop counting. */
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

  return {
    roomAt(weight, nowMs) {
      expire(nowMs);
      let excess = held + counting + Math.min(weight, limit) - limit;
      if (excess <= 0) return nowMs;
      for (let index = first; index < ended.length; index += 1) {
        const { weight: freed, until } = ended[index] as { weight: number; until: number };
        excess -= freed;
        if (excess <= 0) return until;
      }
      return Infinity;
    },
    take(weight) {
      held += weight;
    },
    free(weight, endedAtMs) {
      held -= weight;
      if (endedAtMs === undefined) return;
      counting += weight;
      // One millisecond more than the window: the service's clock ticks where ours does not. Rounded up, never down.
      const until = Math.ceil((endedAtMs + windowMs + 1) / stepMs) * stepMs;
      const last = ended[ended.length - 1];
      if (last !== undefined && last.until >= until && ended.length > first) last.weight += weight;
      else ended.push({ weight, until });
    },
    isEmpty(nowMs) {
      expire(nowMs);
      return held === 0 && counting === 0;
    },
  };
}
