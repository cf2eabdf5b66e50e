/** When a rule is no longer called, because what it calls fails too often. */
import { createSlidingWindow } from "../service/sliding-window";

/** One rule's failures. */
export interface Suspension {
  /** Counts one try that failed. */
  readonly fail: () => void;
  readonly isOn: () => boolean;
}

/** 90 failures in 30 seconds suspend a rule for 5 minutes. */
const mostFailures = 90;
const failuresMs = 30_000;
const suspendedMs = 300_000;

/** Every try counts, the second one too. @param now epoch milliseconds. */
export function createSuspension(now: () => number): Suspension {
  // The failure for which there is no room any more is the last one.
  const createFailures = () => createSlidingWindow(mostFailures - 1, failuresMs, now);
  let failures = createFailures();
  let endsAt = -Infinity;
  return {
    fail() {
      if (failures.hasRoom(1)) {
        failures.take(1);
        return;
      }
      endsAt = now() + suspendedMs;
      failures = createFailures();
    },
    isOn: () => now() < endsAt,
  };
}
