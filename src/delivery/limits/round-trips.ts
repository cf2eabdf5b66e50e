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
const blocks = 5;
const worthwhileMs = 5;

/** Watches the last 400 to 500 answers: the shortest of each hundred. */
export function watchRoundTrips(): RoundTrips {
  let shortest: number[] = [Infinity];
  let seen = 0;

  return {
    record(durationMs) {
      if (seen > 0 && seen % (lately / blocks) === 0) shortest = [Infinity, ...shortest.slice(0, blocks - 1)];
      seen += 1;
      shortest[0] = Math.min(shortest[0] ?? Infinity, durationMs);
    },
    creditMs() {
      const least = Math.min(...shortest);
      return seen < fewestSeen || least < worthwhileMs ? 0 : 0.8 * least;
    },
  };
}
