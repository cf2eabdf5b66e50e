import should from "should";
import { wholeLines } from "../../../../src/client/history/whole-lines";

const text = "one\ntwo ü 🌱\n\nfour\r\nlast";

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) {
    await Promise.resolve();
    yield bytes.subarray(start, start + size);
  }
}

async function blocks(
  bytes: Uint8Array,
  size: number,
  from = 0,
): Promise<readonly { readonly text: string; readonly end: number; readonly tooLong: number }[]> {
  const found = [];
  for await (const { bytes: lines, end, tooLong } of wholeLines(inPieces(bytes, size), from)) {
    found.push({ text: lines.toString(), end, tooLong });
  }
  return found;
}

describe("cutting bytes into whole lines", () => {
  const bytes = Buffer.from(text);

  it("cuts only behind newlines, however the bytes come", async () => {
    for (let size = 1; size <= bytes.length; size += 1) {
      const found = await blocks(bytes, size);
      should(found.map((block) => block.text).join("")).equal(text);
      for (const block of found.slice(0, -1)) should(block.text.endsWith("\n")).be.true();
      should(found.at(-1)?.end).equal(bytes.length);
    }
  });

  it("takes plain bytes as well as Buffers", async () => {
    should((await blocks(new Uint8Array(bytes), 5)).map((block) => block.text).join("")).equal(text);
  });

  it("begins where an earlier reading ended", async () => {
    for (let earlier = 1; earlier <= bytes.length; earlier += 1) {
      let read = "";
      for (const { text: lines, end } of await blocks(bytes, earlier)) {
        read += lines;
        for (let size = 1; size <= bytes.length; size += 1) {
          const rest = await blocks(bytes, size, end);
          should(read + rest.map((block) => block.text).join("")).equal(text);
        }
      }
    }
  });

  it("has nothing of an empty file", async () => {
    should(await blocks(Buffer.alloc(0), 1)).eql([]);
  });

  it("leaves out a line that is too long, at the beginning, in the middle and at the end", async () => {
    const long = "x".repeat(17 * 1024 * 1024);
    for (const [file, expected] of [
      [`${long}\na\n`, "a\n"],
      [`a\n${long}\nb\n`, "a\nb\n"],
      [`a\n${long}`, "a\n"],
    ] as const) {
      const found = await blocks(Buffer.from(file), 65_536);
      should(found.map((block) => block.text).join("")).equal(expected);
      should(found.reduce((sum, block) => sum + block.tooLong, 0)).equal(1);
      should(found.at(-1)?.end).equal(file.length);
    }
  });
});
