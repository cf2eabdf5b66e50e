import type { Clock } from "../../client/clock";

/** Things that fall due. */
export interface Deadlines<T> {
  /** @param atMs milliseconds since 1970; it falls due then or up to a second later */
  add(item: T, atMs: number): void;
  /** @param atMs as it was given to {@link add} */
  remove(item: T, atMs: number): void;
  /** Forgets all. */
  close(): void;
}

/** What falls due within the same stretch shares one timer, milliseconds: a hundred thousand may wait. */
const stretchMs = 1_000;

/** @param onDue must not throw */
export function createDeadlines<T>(clock: Clock, onDue: (item: T) => void): Deadlines<T> {
  const stretches = new Map<number, { readonly items: Set<T>; cancel: () => void }>();

  function fall(stretch: number): void {
    const found = stretches.get(stretch);
    if (found === undefined) return;
    const leftMs = stretch * stretchMs - clock.now();
    if (leftMs > 0) {
      // Timers have a longest delay.
      found.cancel = clock.after(leftMs, () => fall(stretch));
      return;
    }
    stretches.delete(stretch);
    found.items.forEach((item) => onDue(item));
  }

  return {
    add(item, atMs) {
      const stretch = stretchOf(atMs);
      let found = stretches.get(stretch);
      if (found === undefined) {
        const cancel = clock.after(stretch * stretchMs - clock.now(), () => fall(stretch));
        found = { items: new Set(), cancel };
        stretches.set(stretch, found);
      }
      found.items.add(item);
    },
    remove(item, atMs) {
      const stretch = stretchOf(atMs);
      const found = stretches.get(stretch);
      found?.items.delete(item);
      if (found?.items.size !== 0) return;
      found.cancel();
      stretches.delete(stretch);
    },
    close() {
      for (const { cancel } of stretches.values()) cancel();
      stretches.clear();
    },
  };
}

function stretchOf(atMs: number): number {
  return Math.ceil(atMs / stretchMs);
}
