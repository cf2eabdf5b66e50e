import { untilAborted } from "../../src/client/until-aborted";

const lastInLine = new Map<string, Promise<void>>();

/**
 * Waits until nobody who came before still has what the key names: two messages at once may write to the same file.
 *
 * @returns gives it to the next
 * @throws what `stopped` makes, at once, when the signal is aborted
 */
export async function takeTurn(key: string, signal: AbortSignal, stopped: () => Error): Promise<() => void> {
  const before = lastInLine.get(key) ?? Promise.resolve();
  let end = (): void => undefined;
  const mine = new Promise<void>((resolve) => {
    end = resolve;
  });
  const both = before.then(() => mine);
  lastInLine.set(key, both);
  void both.then(() => {
    if (lastInLine.get(key) === both) lastInLine.delete(key);
  });
  try {
    await untilAborted(before, signal, stopped);
  } catch (error) {
    end();
    throw error;
  }
  return end;
}
