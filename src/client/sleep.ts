import type { Clock } from "./clock";

/**
 * Waits, but no longer than its signal allows.
 *
 * @param delayMs milliseconds
 * @throws the signal's reason, at once, when it is aborted before or during the wait
 */
export function sleep(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      cancel();
      reject(signal.reason as Error);
    };
    const cancel = clock.after(delayMs, () => {
      signal.removeEventListener("abort", stop);
      resolve();
    });
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}
