/** How a message that did not get through is tried again. */
export interface RetryPolicy {
  /**
   * How long a message waits for a service that refuses or is away, milliseconds from its first failure; 0: not at all;
   * `Infinity`: until its `maxAge` ends it.
   */
  readonly patienceMs: number;
  /**
   * Waits before something is repeated that may have arrived, or that nothing else holds back, milliseconds, before chance
   * is added; the last repeats.
   */
  readonly delaysMs: readonly number[];
}

/**
 * The policies by the names that flows save. `patient` outlives a rebooting router and a service away for a while;
 * `brisk` gives up after about thirty seconds, for messages that are worthless later; `never` reports at once.
 */
export const retryPolicies = {
  patient: { patienceMs: Infinity, delaysMs: [1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000] },
  brisk: { patienceMs: 30_000, delaysMs: [1_000, 2_000, 4_000, 8_000, 15_000] },
  never: { patienceMs: 0, delaysMs: [] },
} as const satisfies Readonly<Record<string, RetryPolicy>>;

/**
 * The wait before something is repeated that may have arrived, or that nothing else holds back.
 *
 * @param triesMade 1 after the first try
 * @param chance 0 to 1: moves the wait between 0.75 and 1.25 times its length, so that callers that failed together do
 * not come back together
 * @returns milliseconds
 */
export function retryDelayMs({ delaysMs }: RetryPolicy, triesMade: number, chance: number): number {
  const delayMs = delaysMs[Math.min(triesMade, delaysMs.length) - 1] ?? 0;
  return delayMs * (0.75 + chance / 2);
}
