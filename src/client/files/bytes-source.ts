import type { FileSource } from "./file-source";
import { pieceBytes } from "./file-source";
import { invalidInput } from "../invalid-input";

/**
 * Bytes in memory. They are not copied, so whoever writes into them while they wait changes what is uploaded; where they
 * are given away meanwhile, reading throws.
 *
 * @param path the field that they come from
 */
export function bytesSource(content: Uint8Array, path: string): FileSource {
  const bytes = content.byteLength;
  async function* read(): AsyncGenerator<Uint8Array> {
    for (let position = 0; position < bytes; position += pieceBytes) {
      if (content.byteLength !== bytes) {
        const params = { found: "Buffer" };
        throw invalidInput("upload-file", [{ path, problem: "file-changed", params }]);
      }
      // Without a wait: nothing has to be waited for.
      yield await Promise.resolve(content.subarray(position, position + pieceBytes));
    }
  }
  return { bytes, read };
}
