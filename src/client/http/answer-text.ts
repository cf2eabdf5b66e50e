import type { IncomingMessage } from "node:http";
import { promisify } from "node:util";
import { brotliDecompress, constants, gunzip, inflate, inflateRaw } from "node:zlib";
import type { BrotliOptions, ZlibOptions } from "node:zlib";

const unzip = {
  gzip: promisify<Buffer, ZlibOptions, Buffer>(gunzip),
  deflate: promisify<Buffer, ZlibOptions, Buffer>(inflate),
  deflateRaw: promisify<Buffer, ZlibOptions, Buffer>(inflateRaw),
  br: promisify<Buffer, BrotliOptions, Buffer>(brotliDecompress),
};

/** The packings that {@link answerText} opens, for `accept-encoding`. */
export const acceptedEncodings = "gzip, deflate, br";

/**
 * Reads an answer to its end, unpacked, as UTF-8; what is none becomes replacement signs.
 *
 * @param maxBytes rejects where it is longer, before it is all in memory; the connection is given up then
 */
export function answerText(answer: IncomingMessage, maxBytes: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let length = 0;
    answer.on("data", (piece: Buffer) => {
      pieces.push(piece);
      length += piece.length;
      if (length > maxBytes) answer.destroy(new Error(`the answer has more than ${maxBytes} bytes`));
    });
    answer.on("error", reject);
    answer.on("end", () => {
      const bytes = pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces);
      const encoding = answer.headers["content-encoding"];
      if (encoding === undefined) resolve(textOf(bytes));
      else unpacked(bytes, encoding, maxBytes).then((all) => resolve(textOf(all)), reject);
    });
  });
}

/** Without the mark that some put before UTF-8. */
function textOf(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}

/** Of what breaks off, as much as there is: its JSON says whether it is whole. */
async function unpacked(packed: Buffer, encoding: string, maxBytes: number): Promise<Buffer> {
  const options = { maxOutputLength: maxBytes, finishFlush: constants.Z_SYNC_FLUSH };
  switch (encoding.toLowerCase()) {
    case "gzip":
    case "x-gzip":
      return unzip.gzip(packed, options);
    case "deflate":
      // Some leave out the head, whose first byte ends in 8.
      return ((packed[0] ?? 0) & 0x0f) === 8 ? unzip.deflate(packed, options) : unzip.deflateRaw(packed, options);
    case "br":
      return unzip.br(packed, { maxOutputLength: maxBytes, finishFlush: constants.BROTLI_OPERATION_FLUSH });
    default:
      return packed;
  }
}
