/**
 * Does something with each of many, so many at once.
 *
 * The first failure aborts `stopping`, and so may anybody else. `work` is called for the rest all the same, so that each
 * item is let go of; it must begin nothing once `stopping` is aborted.
 *
 * @throws the first failure, when everything under way has ended
 */
export async function inParallel<T>(
  items: readonly T[],
  atOnce: number,
  stopping: Pick<AbortController, "abort">,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let failure: { readonly error: unknown } | undefined;
  const rest = items.values();

  async function takeTurns(): Promise<void> {
    // All of them draw from the same.
    for (const item of rest) {
      try {
        await work(item);
      } catch (error) {
        failure ??= { error };
        stopping.abort();
      }
    }
  }

  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, takeTurns));
  if (failure !== undefined) throw failure.error;
}
