/** Some lines of a file, one after the other. */
export interface LineBlock {
  /** Whole lines, each with its newline; only the last of the file may have none. */
  readonly bytes: Buffer;
  /** Where they end, bytes from the beginning of the file. */
  readonly end: number;
  /** How many lines before them were too long to be held, and left out. */
  readonly tooLong: number;
}

/** Far beyond the service's messages of 5 KB: only bounds what a broken file may cost. */
const longestLineBytes = 16 * 1024 * 1024;

const newline = 0x0a;

/**
 * Cuts bytes at their newlines, into blocks about as large as the chunks they come in; only a line that lies in two of them
 * is copied, and makes a block of its own.
 *
 * @param from bytes at the beginning that are passed over: the end of a block of an earlier reading of the same file
 */
export async function* wholeLines(content: AsyncIterable<Uint8Array>, from: number): AsyncGenerator<LineBlock> {
  let position = 0;
  /** The beginning of a line whose end has not come yet. */
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let isTooLong = false;

  for await (const chunk of content) {
    const passedOver = Math.min(Math.max(from - position, 0), chunk.length);
    position += chunk.length;
    let rest = chunk.subarray(passedOver);
    if (held.length > 0 || isTooLong) {
      const lineEnd = rest.indexOf(newline) + 1;
      if (lineEnd > 0) {
        const bytes = Buffer.concat([...held, ...(isTooLong ? [] : [rest.subarray(0, lineEnd)])]);
        rest = rest.subarray(lineEnd);
        yield { bytes, end: position - rest.length, tooLong: isTooLong ? 1 : 0 };
        held = [];
        heldBytes = 0;
        isTooLong = false;
      }
    }
    const cut = isTooLong ? rest.length : rest.lastIndexOf(newline) + 1;
    const left = rest.subarray(cut);
    if (cut > 0 && !isTooLong)
      yield { bytes: asBuffer(rest.subarray(0, cut)), end: position - left.length, tooLong: 0 };
    if (left.length === 0) continue;
    held.push(left);
    heldBytes += left.length;
    if (heldBytes > longestLineBytes) {
      held = [];
      heldBytes = 0;
      isTooLong = true;
    }
  }
  if (isTooLong || heldBytes > 0) yield { bytes: Buffer.concat(held), end: position, tooLong: isTooLong ? 1 : 0 };
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
