/** A box's head, and behind it what a `mvhd` box says of time. */
const neededBytes = 40;

/**
 * Reads how long an MP4 plays out of its `mvhd` box: ISO/IEC 14496-12, sections 4.2 and 8.2.2.
 *
 * @returns seconds; `undefined` where they are not said
 */
export async function mp4Seconds(pieces: AsyncIterable<Uint8Array>): Promise<number | undefined> {
  let ahead = 0;
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of pieces) {
    const passed = Math.min(ahead, piece.length);
    ahead -= passed;
    rest = Buffer.concat([rest, piece.subarray(passed)]);
    while (rest.length >= neededBytes) {
      const type = rest.toString("latin1", 4, 8);
      if (type === "mvhd") return secondsIn(rest.subarray(8));
      const { headBytes, bytes } = boxSize(rest);
      if (bytes < headBytes) return undefined;
      // What is looked for lies directly in this one.
      const step = type === "moov" ? headBytes : bytes;
      ahead = Math.max(step - rest.length, 0);
      rest = rest.subarray(step);
    }
  }
  return undefined;
}

function boxSize(box: Buffer): { readonly headBytes: number; readonly bytes: number } {
  const bytes = box.readUInt32BE(0);
  return bytes === 1 ? { headBytes: 16, bytes: Number(box.readBigUInt64BE(8)) } : { headBytes: 8, bytes };
}

/** Fields of 64 bits where the first byte, the version, is 1. */
function secondsIn(header: Buffer): number | undefined {
  const isLong = header[0] === 1;
  const unitsPerSecond = header.readUInt32BE(isLong ? 20 : 12);
  const units = isLong ? Number(header.readBigUInt64BE(24)) : header.readUInt32BE(16);
  // All bits set: not known.
  const isKnown = units < (isLong ? 2 ** 53 : 2 ** 32 - 1);
  return isKnown && unitsPerSecond > 0 ? units / unitsPerSecond : undefined;
}
