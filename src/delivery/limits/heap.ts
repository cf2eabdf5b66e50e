/** Things by a number, of which the one with the lowest comes first. */
export interface Heap<T> {
  push(key: number, value: T): void;
  first(): HeapEntry<T> | undefined;
  /** Takes the first away. */
  pop(): HeapEntry<T> | undefined;
}

/** A thing and its number. */
export interface HeapEntry<T> {
  readonly key: number;
  readonly value: T;
}

/** A binary heap: to push and to pop cost the logarithm of how many there are. */
export function createHeap<T>(): Heap<T> {
  const entries: HeapEntry<T>[] = [];

  function keyAt(index: number): number {
    return entries[index]?.key ?? Infinity;
  }

  function swap(one: number, other: number): void {
    [entries[one], entries[other]] = [entries[other] as HeapEntry<T>, entries[one] as HeapEntry<T>];
  }

  return {
    push(key, value) {
      let index = entries.push({ key, value }) - 1;
      for (let parent = (index - 1) >> 1; index > 0 && key < keyAt(parent); parent = (index - 1) >> 1) {
        swap(index, parent);
        index = parent;
      }
    },
    first: () => entries[0],
    pop() {
      const first = entries[0];
      const last = entries.pop();
      if (entries.length === 0 || last === undefined) return first;
      entries[0] = last;
      for (let index = 0; ;) {
        const left = 2 * index + 1;
        const child = keyAt(left + 1) < keyAt(left) ? left + 1 : left;
        if (keyAt(child) >= last.key) return first;
        swap(index, child);
        index = child;
      }
    },
  };
}
