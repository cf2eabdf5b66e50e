/**
 * Finds bytes line by line, looking at each byte of the block once: lines are asked for in order.
 *
 * @returns where in the line they begin, counted from the beginning of the block; -1 where they do not occur in it
 */
export function nextOccurrence(block: Buffer, sought: Buffer): (start: number, end: number) => number {
  let at = -1;
  return (start, end) => {
    if (at < start) {
      const found = block.indexOf(sought, start);
      at = found === -1 ? Infinity : found;
    }
    return at < end ? at : -1;
  };
}
