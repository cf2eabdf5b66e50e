/**
 * Bytes of a frame's data by its type, behind the one byte that names the type: RFC 4867, section 5.3, with the lengths
 * of 3GPP TS 26.101 (narrow band) and TS 26.201 (wide band). Other types are in no file.
 */
const narrowBand = new Map([...[12, 13, 15, 17, 19, 20, 26, 31, 5].entries(), [15, 0]]);
const wideBand = new Map([...[17, 23, 32, 36, 40, 46, 50, 58, 60, 5].entries(), [14, 0], [15, 0]]);

/** Each frame holds 20 ms. */
const framesPerSecond = 50;

/**
 * Counts the frames of an AMR file of one channel: what phones record, and no library at hand can measure.
 *
 * @returns seconds; `undefined` where it is no such file, or a damaged one
 */
export async function amrSeconds(pieces: AsyncIterable<Uint8Array>): Promise<number | undefined> {
  let frames = 0;
  let dataBytes: ReadonlyMap<number, number> | undefined;
  /** What a piece ended in the middle of; less than the longest frame. */
  let rest = Buffer.alloc(0);
  for await (const piece of pieces) {
    const bytes = Buffer.concat([rest, piece]);
    let position = 0;
    if (dataBytes === undefined) {
      const head = bytes.toString("latin1", 0, 9);
      if (head.startsWith("#!AMR\n")) [dataBytes, position] = [narrowBand, 6];
      else if (head === "#!AMR-WB\n") [dataBytes, position] = [wideBand, 9];
      else return undefined;
    }
    while (position < bytes.length) {
      const frameBytes = dataBytes.get(((bytes[position] ?? 0) >> 3) & 15);
      if (frameBytes === undefined) return undefined;
      if (position + frameBytes + 1 > bytes.length) break;
      position += frameBytes + 1;
      frames += 1;
    }
    rest = bytes.subarray(position);
  }
  return frames / framesPerSecond;
}
