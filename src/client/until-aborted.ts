import { onAbort } from "./on-abort";

/**
 * Waits for something shared, but no longer than its own signal allows; what is shared goes on for the others.
 *
 * @throws what `stopped` makes, at once, when the signal is aborted
 */
export function untilAborted<T>(shared: Promise<T>, signal: AbortSignal, stopped: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const forget = onAbort(signal, () => reject(stopped()));
    shared.then(resolve, reject).finally(forget);
  });
}
