/** How a message that did not get through is tried again. */
export interface RetryPolicy {
  /** Waits between tries, milliseconds, before chance is added; the last one repeats where `endless` says so. */
  readonly delaysMs: readonly number[];
  /** Whether the last wait repeats until the message's `maxAge` ends it. */
  readonly endless: boolean;
}

/**
 * The policies by the names that flows save. `patient` outlives a rebooting router and a service away for a while;
 * `brisk` gives up after about thirty seconds, for messages that are worthless later; `never` reports at once.
 */
export const retryPolicies = {
  patient: { delaysMs: [1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000], endless: true },
  brisk: { delaysMs: [1_000, 2_000, 4_000, 8_000, 15_000], endless: false },
  never: { delaysMs: [], endless: false },
} as const satisfies Readonly<Record<string, RetryPolicy>>;

/**
 * The wait before the next try.
 *
 * @param triesMade 1 after the first try
 * @param chance 0 to 1: moves the wait between 0.75 and 1.25 times its length, so that callers that failed together do
 * not come back together
 * @returns milliseconds, or `undefined` where the policy is at its end
 */
export function retryDelayMs(policy: RetryPolicy, triesMade: number, chance: number): number | undefined {
  const { delaysMs, endless } = policy;
  const delayMs = delaysMs[triesMade - 1] ?? (endless ? delaysMs[delaysMs.length - 1] : undefined);
  return delayMs === undefined ? undefined : delayMs * (0.75 + chance / 2);
}
