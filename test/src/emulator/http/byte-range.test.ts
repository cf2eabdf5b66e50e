import { Readable } from "node:stream";
import should from "should";
import type { Answer } from "../../../../src/emulator/http/answer";
import { partOf } from "../../../../src/emulator/http/byte-range";

const answer: Answer = { status: 200, headers: { "content-type": "audio/wav" }, body: Buffer.from("0123456789") };

function part(range: string | undefined): readonly [number, string, string | undefined] {
  const { status, headers, body } = partOf(answer, range);
  return [status, body.toString(), headers["content-range"]];
}

describe("a stretch of an answer", () => {
  it("is what a player asks for", () => {
    should(part("bytes=0-0")).eql([206, "0", "bytes 0-0/10"]);
    should(part("bytes=4-6")).eql([206, "456", "bytes 4-6/10"]);
    should(part("bytes=4-")).eql([206, "456789", "bytes 4-9/10"]);
    should(part("bytes=4-99")).eql([206, "456789", "bytes 4-9/10"]);
    should(part("bytes=-3")).eql([206, "789", "bytes 7-9/10"]);
    should(part("bytes=-99")).eql([206, "0123456789", "bytes 0-9/10"]);
    should(partOf(answer, "bytes=4-6").headers).containEql({ "content-type": "audio/wav", "accept-ranges": "bytes" });
  });

  it("is all of it where no stretch, several, or nonsense was asked for", () => {
    for (const range of [undefined, "", "bytes=", "bytes=-", "bytes=a-b", "bytes=6-4", "bytes=0-1,4-5", "lines=0-1"]) {
      should(part(range)).eql([200, "0123456789", undefined]);
    }
    should(partOf(answer, undefined).headers).containEql({ "accept-ranges": "bytes" });
  });

  it("is refused behind the end", () => {
    should(part("bytes=10-")).eql([416, "", "bytes */10"]);
    should(part("bytes=-0")).eql([416, "", "bytes */10"]);
  });

  it("is not taken out of what is no whole file", () => {
    const gone: Answer = { ...answer, status: 404 };
    should(partOf(gone, "bytes=0-0")).equal(gone);
    const read: Answer = { ...answer, body: () => Readable.from(["0"]) };
    should(partOf(read, "bytes=0-0")).equal(read);
  });
});
