/** Waits so long, or less when the signal says so. */
export function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, delayMs);
    if (signal.aborted) end();
    else signal.addEventListener("abort", end);
  });
}

/** Does something for each at its time, one after the other; late where the one before took longer. */
export async function inTime<Item extends { readonly atMs: number }>(
  items: readonly Item[],
  signal: AbortSignal,
  play: (item: Item) => void | Promise<void>,
): Promise<void> {
  const startedAt = Date.now();
  for (const item of items) {
    await pause(Math.max(0, startedAt + item.atMs - Date.now()), signal);
    if (signal.aborted) return;
    await play(item);
  }
}

/** Does something again and again, until the signal says so. */
export async function everyMs(gapMs: number, signal: AbortSignal, play: () => void | Promise<void>): Promise<void> {
  while (!signal.aborted) {
    await play();
    await pause(gapMs, signal);
  }
}

/** Waits for something, but not for ever. @throws where it takes longer, with what it was */
export async function within<T>(what: string, timeoutMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not within ${timeoutMs} ms: ${what}`)), timeoutMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
