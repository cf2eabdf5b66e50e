import { gzipSync } from "node:zlib";
import should from "should";
import { gunzipped } from "../../../../src/client/history/gunzipped";

/** Bytes that come one by one; says whether the source was let go of. */
function source(
  bytes: Buffer,
  failure?: Error,
): { readonly content: AsyncIterable<Uint8Array>; isOver: () => boolean } {
  let isOver = false;
  async function* content(): AsyncGenerator<Uint8Array> {
    try {
      for (const byte of bytes) {
        await Promise.resolve();
        yield Buffer.of(byte);
      }
      if (failure !== undefined) throw failure;
    } finally {
      isOver = true;
    }
  }
  return { content: content(), isOver: () => isOver };
}

async function textFrom(content: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of gunzipped(content, 65_536)) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

const text = '{"msg_id":"1"}\n'.repeat(20);

describe("unpacking a file of history", () => {
  it("unpacks what is packed, also in several goes, and leaves alone what is not", async () => {
    should(await textFrom(source(gzipSync(text)).content)).equal(text);
    should(await textFrom(source(Buffer.concat([gzipSync(text), gzipSync(text)])).content)).equal(text + text);
    should(await textFrom(source(Buffer.from(text)).content)).equal(text);
    should(await textFrom(source(Buffer.from(` \r\n\t${text}`)).content)).equal(` \r\n\t${text}`);
    should(await textFrom(source(Buffer.alloc(0)).content)).equal("");
  });

  it("looks past each kind of space for the first record", async () => {
    for (const space of [" ", "\n", "\r", "\t"]) {
      should(await textFrom(source(Buffer.from(space + text)).content)).equal(space + text);
      await should(textFrom(source(Buffer.from(`${space}<`)).content)).be.rejectedWith({ code: "no-history" });
    }
  });

  it("refuses what is neither", async () => {
    for (const other of ["<html>", "x", "\u001f", "%PDF-"]) {
      const { content, isOver } = source(Buffer.from(other));
      await should(textFrom(content)).be.rejectedWith({ code: "no-history" });
      should(isOver()).be.true();
    }
  });

  it("refuses what is cut or broken", async () => {
    const file = gzipSync(text);
    await should(textFrom(source(file.subarray(0, -5)).content)).be.rejectedWith({ code: "Z_BUF_ERROR" });
    file.fill(0xff, 12, 20);
    await should(textFrom(source(file).content)).be.rejectedWith({ code: "Z_DATA_ERROR" });
  });

  it("fails as its source fails", async () => {
    const failure = new Error("the connection's own");
    for (const bytes of [gzipSync(text), gzipSync(text).subarray(0, 20), Buffer.from(text), Buffer.alloc(0)]) {
      const thrown: unknown = await textFrom(source(bytes, failure).content).catch((error: unknown) => error);
      should(thrown).equal(failure);
    }
  });

  it("lets its source go when nobody wants more", async () => {
    for (const bytes of [gzipSync(text.repeat(1_000)), Buffer.from(text)]) {
      const { content, isOver } = source(bytes);
      for await (const piece of gunzipped(content, 65_536)) if (piece.length > 0) break;
      for (let turn = 0; turn < 20 && !isOver(); turn += 1) await new Promise((resolve) => setImmediate(resolve));
      should(isOver()).be.true();
    }
  });
});
