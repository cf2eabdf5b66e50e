/** Where the last one for which it holds stands; -1 when there is none. Looks from the end, where most of what is wanted is. */
export function lastIndex<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  for (let index = items.length - 1; index >= 0; index -= 1) {
    const item = items[index];
    if (item !== undefined && holds(item)) return index;
  }
  return -1;
}
