/**
 * Waits until something is so, and asks again and again.
 *
 * @param what it waits for; a function where only the moment at which it gives up can tell what is lacking
 * @throws after so many milliseconds, with what it was waiting for
 */
export async function until(
  what: string | (() => string),
  timeoutMs: number,
  isSo: () => boolean | Promise<boolean>,
): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await isSo())) {
    if (Date.now() > end) {
      throw new Error(`not within ${timeoutMs} ms: ${typeof what === "string" ? what : what()}`);
    }
    await pause(20);
  }
}

/** Waits so long. */
export function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}
