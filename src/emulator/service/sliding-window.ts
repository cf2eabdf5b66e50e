/** Counts what happened within the last so many milliseconds. */

/** A window: what was taken at time t is free again at t + span. */
export interface SlidingWindow {
  readonly hasRoom: (count: number) => boolean;
  /** Counts; returns the way to take the count back. */
  readonly take: (count: number) => () => void;
  readonly isEmpty: () => boolean;
}

/** @param limit how much fits; `Infinity` counts nothing. @param now epoch milliseconds. */
export function createSlidingWindow(limit: number, spanMs: number, now: () => number): SlidingWindow {
  interface Taking {
    readonly at: number;
    count: number;
  }
  const takings: Taking[] = [];
  let used = 0;

  function forgetOld(): void {
    const oldest = now() - spanMs;
    let gone = 0;
    for (const { at, count } of takings) {
      if (at > oldest) break;
      used -= count;
      gone += 1;
    }
    takings.splice(0, gone);
  }

  return {
    hasRoom(count) {
      forgetOld();
      return used + count <= limit;
    },
    take(count) {
      if (limit === Infinity) return () => undefined;
      const taking: Taking = { at: now(), count };
      takings.push(taking);
      used += count;
      return () => {
        if (takings.includes(taking)) used -= taking.count;
        taking.count = 0;
      };
    },
    isEmpty() {
      forgetOld();
      return takings.length === 0;
    },
  };
}
