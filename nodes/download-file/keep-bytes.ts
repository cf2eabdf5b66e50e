import { invalidInput } from "../../src/client/invalid-input";

/** What a plan allows files to have at most; an answer that does not end must not fill the memory. */
const maxBytes = 256 * 1024 * 1024;

/**
 * Keeps a file in memory.
 *
 * @throws `CHAT_TOO_LARGE` beyond 256 MiB, more than any plan allows
 */
export async function keepBytes(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of content) {
    pieces.push(piece);
    bytes += piece.length;
    if (bytes > maxBytes) {
      const params = { found: bytes, allowed: maxBytes };
      throw invalidInput("download-file", [{ path: "file", problem: "file-too-large", params }]);
    }
  }
  return Buffer.concat(pieces, bytes);
}
