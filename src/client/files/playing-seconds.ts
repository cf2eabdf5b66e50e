import { Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { amrSeconds } from "./amr-seconds";
import type { FileSource } from "./file-source";
import { mp4Seconds } from "./mp4-seconds";

/** How long one file may be looked at; an honest one of 10 MB takes a twentieth of it, on a slow device half. */
const limitMs = 3_000;

/** Between two pieces everything else gets its turn. Some libraries need microseconds for each byte of a file made to hurt. */
const pieceBytes = 4 * 1024;

/**
 * Finds how long sound or film plays.
 *
 * @param now milliseconds
 * @returns seconds with at most three decimals; `undefined` where they cannot be found
 */
export async function playingSeconds(
  mimeType: string,
  source: FileSource,
  now: () => number,
): Promise<number | undefined> {
  if (!/^(audio|video)\//.test(mimeType)) return undefined;
  const pieces = (): AsyncIterable<Uint8Array> => paced(source.read(), now);
  const parsed = (): Promise<number | undefined> => parsedSeconds(pieces(), mimeType, source.bytes);
  // Of an MP4 the library measures the sound, which may be missing, or come in fragments that it counts short.
  const measures =
    mimeType === "audio/amr"
      ? [() => amrSeconds(pieces())]
      : /mp4|m4[av]|quicktime|3gpp/.test(mimeType)
        ? [() => mp4Seconds(pieces()), parsed]
        : [parsed];
  for (const measure of measures) {
    const seconds = Math.round(((await measure().catch(() => undefined)) ?? 0) * 1000) / 1000;
    if (seconds > 0 && Number.isFinite(seconds)) return seconds;
  }
  return undefined;
}

async function parsedSeconds(
  pieces: AsyncIterable<Uint8Array>,
  mimeType: string,
  size: number,
): Promise<number | undefined> {
  const { parseStream } = await import("music-metadata");
  const stream = Readable.from(pieces, { objectMode: false, highWaterMark: 1 });
  try {
    // Some formats say their length only at their end, or by the number of their frames.
    const { format } = await parseStream(stream, { mimeType, size }, { duration: true, skipCovers: true });
    return format.duration;
  } finally {
    stream.destroy();
  }
}

/** @throws where the time is over: half of a file would play for half of its time */
async function* paced(pieces: AsyncIterable<Uint8Array>, now: () => number): AsyncGenerator<Uint8Array> {
  const endsAt = now() + limitMs;
  for await (const piece of pieces) {
    for (let position = 0; position < piece.length; position += pieceBytes) {
      yield piece.subarray(position, position + pieceBytes);
      await setImmediate();
      if (now() > endsAt) throw new Error("too slow");
    }
  }
}
