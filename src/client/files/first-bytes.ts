/** Reads the beginning, and closes what was opened for it. May return some more than asked for, or less at the end. */
export async function firstBytes(pieces: AsyncIterable<Uint8Array>, bytes: number): Promise<Buffer> {
  const read: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces) {
    read.push(piece);
    length += piece.length;
    if (length >= bytes) break;
  }
  // Mostly it is one piece, which need not be copied.
  const [first] = read;
  return first !== undefined && read.length === 1
    ? Buffer.from(first.buffer, first.byteOffset, first.byteLength)
    : Buffer.concat(read);
}
