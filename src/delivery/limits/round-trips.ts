/** How long answers take. */
export interface RoundTrips {
  /** @param durationMs from when a request was made until its answer was there */
  record(durationMs: number): void;
  /**
   * How much sooner than one window after its answer a call may stop counting, milliseconds.
   *
   * The service counted it at least one way back before we had the answer, and counts the next at least one way there
   * after we send it. Four fifths of the shortest round trip seen lately are therefore safe; the last fifth is for a
   * network that gets faster. 0 until enough were seen, and where they are so short that it would gain nothing.
   */
  creditMs(): number;
}

const fewestSeen = 300;
const lately = 500;
const worthwhileMs = 5;

/** Watches the last 500 answers. */
export function watchRoundTrips(): RoundTrips {
  const durations: number[] = [];
  let next = 0;
  let shortest = Infinity;

  return {
    record(durationMs) {
      const forgotten = durations[next];
      durations[next] = durationMs;
      next = (next + 1) % lately;
      if (durationMs <= shortest) shortest = durationMs;
      // Looked for anew only when the shortest itself is forgotten.
      else if (forgotten === shortest) shortest = Math.min(...durations);
    },
    creditMs() {
      return durations.length < fewestSeen || shortest < worthwhileMs ? 0 : 0.8 * shortest;
    },
  };
}
