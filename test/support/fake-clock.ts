import type { Clock } from "../../src/client/clock";

/** A clock that stands still until a test moves it. */
export interface FakeClock extends Clock {
  /** Moves time on, runs what falls due on the way, in order, and lets promises settle after each. */
  advance(ms: number): Promise<void>;
  /** How many timers wait. */
  readonly pending: number;
}

/** @param startMs milliseconds since 1970 */
export function createFakeClock(startMs = 1_760_000_000_000): FakeClock {
  let now = startMs;
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();

  function earliest(): { readonly at: number; readonly run: () => void } | undefined {
    return [...timers].reduce<ReturnType<typeof earliest>>((first, timer) => {
      return first === undefined || timer.at < first.at ? timer : first;
    }, undefined);
  }

  return {
    now: () => now,
    after(delayMs, run) {
      const timer = { at: now + Math.max(delayMs, 0), run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    async advance(ms) {
      const end = now + ms;
      await settled();
      for (let timer = earliest(); timer !== undefined && timer.at <= end; timer = earliest()) {
        timers.delete(timer);
        now = Math.max(now, timer.at);
        timer.run();
        await settled();
      }
      now = end;
    },
    get pending() {
      return timers.size;
    },
  };
}

/** Promises that hang on nothing but each other have settled after a turn of the event loop. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
