/** Somebody who stands in lines. */
export interface Placed {
  /** Lower goes first. */
  readonly place: number;
}

/** Those who wait for one thing, by their places. */
export interface Line<T extends Placed> {
  /** Behind all with the same or a lower place. */
  add(one: T): void;
  /** Wherever they stand. */
  remove(one: T): void;
  first(): T | undefined;
}

/** Adding at the end, looking at the first and removing anybody cost the same however many there are. */
export function createLine<T extends Placed>(): Line<T> {
  /** By place. Those who are no longer in `present` have gone; they are passed over, and swept out now and then. */
  let order: T[] = [];
  let head = 0;
  const present = new Set<T>();

  function sweep(): void {
    // Somebody who left and came back stands in it twice.
    order = [...new Set(order.slice(head))].filter((one) => present.has(one));
    head = 0;
  }

  function placeOf(place: number): number {
    let [low, high] = [head, order.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((order[middle] as T).place <= place) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    add(one) {
      if (order.length > 2 * present.size + 100) sweep();
      present.add(one);
      const last = order[order.length - 1];
      if (last === undefined || last.place <= one.place) order.push(one);
      else order.splice(placeOf(one.place), 0, one);
    },
    remove(one) {
      present.delete(one);
    },
    first() {
      while (head < order.length && !present.has(order[head] as T)) head += 1;
      return order[head];
    },
  };
}
