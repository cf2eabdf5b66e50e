/** The emulator's clock: the time it is given, moved forward as far as a test asks. */

/** A clock that can be moved. */
export interface MovableClock {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Moves the clock; every later `now()` is `ms` milliseconds further on. */
  readonly advance: (ms: number) => void;
  /** Takes back every `advance`. */
  readonly reset: () => void;
}

/** @param read epoch milliseconds, such as `Date.now`. */
export function createMovableClock(read: () => number): MovableClock {
  let shiftMs = 0;
  return {
    now: () => read() + shiftMs,
    advance: (ms) => {
      shiftMs += ms;
    },
    reset: () => {
      shiftMs = 0;
    },
  };
}
