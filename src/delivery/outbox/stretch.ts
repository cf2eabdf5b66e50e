import { setImmediate } from "node:timers/promises";

/** Work with a great many things, in stretches between which everybody else has their turn of the event loop. */
export interface Stretch {
  /** Resolves at once, or, where the stretch has lasted long enough, after everybody else's turn. To be called after each. */
  pause(): Promise<void> | undefined;
}

/** Too short for anybody to notice; measured and not counted, because machines differ by more than ten times. */
const longestMs = 5;

/** @param nowMs milliseconds from any moment. Default: those of this process */
export function createStretch(nowMs: () => number = () => performance.now()): Stretch {
  let endsAt = nowMs() + longestMs;
  return {
    pause() {
      if (nowMs() < endsAt) return undefined;
      return setImmediate().then(() => {
        endsAt = nowMs() + longestMs;
      });
    },
  };
}
