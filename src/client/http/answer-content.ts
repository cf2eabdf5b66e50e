import type { Readable } from "node:stream";
import type { SilenceTimer } from "./silence-timer";

/**
 * The bytes of an answer, as they come. Silence counts only while somebody waits for more. The stream stays the caller's
 * to destroy: of what nobody began to read, nothing in here would run.
 *
 * @param failed makes the error that is thrown where the answer breaks off
 */
export async function* answerContent(
  stream: Readable,
  timer: SilenceTimer,
  failed: (cause: unknown) => unknown,
): AsyncGenerator<Uint8Array> {
  const pieces = stream[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  try {
    for (;;) {
      timer.heard();
      const next = await pieces.next();
      if (next.done === true) return;
      timer.rest();
      yield next.value;
    }
  } catch (error) {
    throw failed(error);
  }
}

/**
 * Reads the words of a refusal.
 *
 * @param maxBytes what is longer is cut off there
 */
export async function readWords(content: AsyncIterable<Uint8Array>, maxBytes: number): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of content) {
    pieces.push(piece);
    bytes += piece.length;
    if (bytes >= maxBytes) break;
  }
  return Buffer.concat(pieces).toString("utf8", 0, maxBytes);
}
