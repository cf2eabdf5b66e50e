import type { Clock } from "./clock";
import { onAbort } from "./on-abort";

/**
 * Waits, but no longer than its signal allows.
 *
 * @param delayMs milliseconds
 * @throws the signal's reason, at once, when it is aborted before or during the wait
 */
export function sleep(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(delayMs, () => {
      forget();
      resolve();
    });
    const forget = onAbort(signal, () => {
      cancel();
      reject(signal.reason as Error);
    });
  });
}
