/** An answer's body, piece by piece, as the faults want it. */
import { setTimeout as delay } from "node:timers/promises";
import type { AnswerBody } from "./answer";

/** Where a body of unknown length is cut when nobody says where. */
const usualBeginningBytes = 65_536;

/** The first `bytes` of a body; without a number half of it. */
export async function* beginningOf(body: AnswerBody, bytes?: number): AsyncGenerator<Buffer> {
  let left = bytes ?? (Buffer.isBuffer(body) ? Math.floor(body.length / 2) : usualBeginningBytes);
  for await (const chunk of chunksOf(body)) {
    if (left <= 0) return;
    yield chunk.subarray(0, left);
    left -= chunk.length;
  }
}

/** The body and as many blanks as make `bytes`, or its beginning if it is longer. */
export async function* padded(body: AnswerBody, bytes: number): AsyncGenerator<Buffer> {
  let left = bytes;
  for await (const chunk of beginningOf(body, bytes)) {
    left -= chunk.length;
    yield chunk;
  }
  const blanks = Buffer.alloc(65_536, " ");
  for (; left > 0; left -= blanks.length) yield blanks.subarray(0, left);
}

/** The body in pieces of `bytes`, with `everyMs` of real time after each; ends early, quietly, with the signal. */
export async function* trickling(
  body: AnswerBody,
  bytes: number,
  everyMs: number,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  for await (const chunk of chunksOf(body)) {
    for (let at = 0; at < chunk.length; at += bytes) {
      yield chunk.subarray(at, at + bytes);
      const waited = await delay(everyMs, true, { signal }).catch(() => false);
      if (!waited) return;
    }
  }
}

async function* chunksOf(body: AnswerBody): AsyncGenerator<Buffer> {
  if (Buffer.isBuffer(body)) yield body;
  else for await (const chunk of body()) yield Buffer.from(chunk as Uint8Array | string);
}
