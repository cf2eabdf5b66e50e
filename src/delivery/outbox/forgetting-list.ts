/** A list by id that keeps the newest. */
export interface ForgettingList<T> {
  add(item: T): void;
  /** The oldest first. */
  entries(): readonly (readonly [id: string, item: T])[];
  /** Takes out those that are still there. */
  take(ids: readonly string[] | "all"): readonly T[];
}

/** @param most how many it keeps; the oldest go */
export function createForgettingList<T>(most: number): ForgettingList<T> {
  const items = new Map<string, T>();
  let added = 0;
  return {
    add(item) {
      added += 1;
      items.set(String(added), item);
      const [oldest] = items.keys();
      if (items.size > most && oldest !== undefined) items.delete(oldest);
    },
    entries: () => [...items],
    take(ids) {
      const taken: T[] = [];
      for (const id of ids === "all" ? [...items.keys()] : ids) {
        const item = items.get(id);
        if (item !== undefined) taken.push(item);
        items.delete(id);
      }
      return taken;
    },
  };
}
