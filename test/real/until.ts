/**
 * Waits until something is so, and asks again and again.
 *
 * @throws after so many milliseconds, with what it was waiting for
 */
export async function until(what: string, timeoutMs: number, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`not within ${timeoutMs} ms: ${what}`);
    await pause(20);
  }
}

/** Waits so long. */
export function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}
