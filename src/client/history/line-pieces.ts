const newline = Buffer.from("\n");

/** Lines of a block, gathered in as few pieces as may be. */
export interface LinePieces {
  /** Adds a line; `next` is where the one after it begins. */
  add(start: number, end: number, next: number): void;
  /** The lines added, in order, each with its newline. */
  all(): readonly Uint8Array[];
}

/** Gathers lines of a block without copying them: neighbours make one piece. */
export function gatherLines(block: Buffer): LinePieces {
  const pieces: Uint8Array[] = [];
  let from = 0;
  let to = 0;
  const flush = (): void => {
    if (to > from) pieces.push(block.subarray(from, to));
  };
  return {
    add(start, end, next) {
      if (to !== start) {
        flush();
        from = start;
      }
      to = next;
      if (next === end + 1) return;
      // With a carriage return, or the last of the file without a newline.
      to = end;
      flush();
      pieces.push(newline);
      from = to = next;
    },
    all() {
      flush();
      from = to;
      return pieces;
    },
  };
}
