const watches = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Runs something when a signal is aborted, or at once where it has been. However many wait on one signal, it has one
 * listener: Node.js looks through all listeners of a signal for each that is added.
 *
 * @param run must not throw
 * @returns a function that takes it back
 */
export function onAbort(signal: AbortSignal, run: () => void): () => void {
  if (signal.aborted) {
    run();
    return () => undefined;
  }
  let runs = watches.get(signal);
  if (runs === undefined) {
    const all = new Set<() => void>();
    signal.addEventListener("abort", () => all.forEach((each) => each()), { once: true });
    watches.set(signal, all);
    runs = all;
  }
  const entry = (): void => run();
  runs.add(entry);
  return () => void runs.delete(entry);
}
