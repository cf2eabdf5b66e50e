import type { Clock } from "../client/clock";

/** The calls heard lately, by their `callId`. */
export interface SeenCalls {
  /** Remembers a call; `false` where it is remembered already. */
  add(callId: string): boolean;
}

/** A service that repeats itself does so at once; 100,000 are 100 seconds of a thousand a second, in some 12 MB. */
const leastRemembered = 100_000;

/**
 * Remembers calls for at least a time, and at most twice as long. At a bound of numbers the oldest are forgotten before:
 * at least the last `least` are always known. What is forgotten would be heard a second time if it came again; a call that
 * was not there is never taken for one that was, which would lose a message.
 *
 * Two generations: when the young one is full, or old enough, it becomes the old one, and the old one is forgotten.
 */
export function createSeenCalls(clock: Clock, keepMs: number, least: number = leastRemembered): SeenCalls {
  let young = new Set<string>();
  let old = new Set<string>();
  let bornAt = clock.now();

  return {
    add(callId) {
      const age = clock.now() - bornAt;
      if (age >= keepMs || young.size >= least) {
        old = age >= 2 * keepMs ? new Set() : young;
        young = new Set();
        bornAt += age;
      }
      if (young.has(callId) || old.has(callId)) return false;
      young.add(callId);
      return true;
    },
  };
}
