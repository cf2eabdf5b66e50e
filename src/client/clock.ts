/** Where time comes from: a parameter everywhere, so that tests can hold it still and move it. */
export interface Clock {
  /** Milliseconds since 1970. Never goes back, so that differences are times that passed. */
  now(): number;
  /**
   * Runs a function once, later.
   *
   * @param delayMs milliseconds from now; 0 or less means as soon as the event loop's present turn is over
   * @returns a function that cancels it; calling that after the run does nothing
   */
  after(delayMs: number, run: () => void): () => void;
}

/** The longest delay a Node.js timer takes; a longer one would fire at once. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * The machine's own time as it was when the process began, and counted on from there. A device without a battery begins
 * hours off and is set right once it has a network: a message that waited for the network must not grow old by that.
 */
export const systemClock: Clock = {
  now: () => Math.floor(performance.timeOrigin + performance.now()),
  after(delayMs, run) {
    if (delayMs <= 0) {
      const immediate = setImmediate(run);
      return () => clearImmediate(immediate);
    }
    const timer = setTimeout(run, Math.min(delayMs, longestTimerMs));
    return () => clearTimeout(timer);
  },
};
