import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";

/**
 * Unpacks a file of history as it comes. One that is not packed, because a proxy unpacked it on the way, goes through as
 * it is.
 *
 * @param chunkSize bytes of what is unpacked at a time, at most
 * @throws what `content` throws; zlib's error where the file is broken or cut; an error where it is no file of history
 */
export async function* gunzipped(content: AsyncIterable<Uint8Array>, chunkSize: number): AsyncGenerator<Uint8Array> {
  const source = content[Symbol.asyncIterator]();
  const head = await firstBytes(source);
  const whole = rejoined(head, source);
  if (head[0] !== 0x1f || head[1] !== 0x8b) {
    if (!beginsAsRecord(head)) {
      await source.return?.();
      throw Object.assign(new Error("neither gzip nor lines of JSON"), { code: "no-history" });
    }
    yield* whole;
    return;
  }
  const gunzip = createGunzip({ chunkSize });
  // What goes wrong comes out of the loop as well.
  pipeline(whole, gunzip).catch(() => undefined);
  yield* gunzip as AsyncIterable<Uint8Array>;
}

/** The two bytes at which gzip is known; fewer only where there are no more. */
async function firstBytes(source: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array(0);
  while (head.length < 2) {
    const next = await source.next();
    if (next.done === true) break;
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
  }
  return head;
}

async function* rejoined(head: Uint8Array, source: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield head;
    for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value;
  } finally {
    await source.return?.();
  }
}

/** A page that some gateway serves in place of the file begins otherwise. */
function beginsAsRecord(head: Uint8Array): boolean {
  const first = head.find((byte) => byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09);
  return first === undefined || first === 0x7b;
}
