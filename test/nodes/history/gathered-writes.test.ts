import type { FileHandle } from "node:fs/promises";
import should from "should";
import { gatherWrites } from "../../../nodes/history/gathered-writes";
import { turns } from "../../support/node-flow";

const large = (letter: string): Uint8Array => Buffer.from(letter.repeat(300 * 1024));

/** A file in memory, as far as it is written to. */
class FakeFile {
  text = "";
  readonly writes: number[] = [];
  failure: Error | undefined;

  async writeFile(bytes: Uint8Array): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.failure !== undefined) throw this.failure;
    this.writes.push(bytes.length);
    this.text += Buffer.from(bytes).toString();
  }

  get handle(): FileHandle {
    return this as unknown as FileHandle;
  }
}

describe("gathering writes", () => {
  let file: FakeFile;

  beforeEach(() => {
    file = new FakeFile();
  });

  it("writes everything in order, in fewer pieces than it was given", async () => {
    const writes = gatherWrites(file.handle);
    let expected = "";
    for (let index = 0; index < 3_000; index += 1) {
      const piece = `line ${index} ${"x".repeat(500)}\n`;
      expected += piece;
      await writes.write([Buffer.from(piece)]);
    }
    await writes.end();
    should(file.text).equal(expected);
    should(file.writes.length).equal(3);
  });

  it("takes pieces that are larger than what it gathers, and none", async () => {
    const writes = gatherWrites(file.handle);
    await writes.write([]);
    await writes.write([Buffer.alloc(0), Buffer.from("a".repeat(1_500_000)), Buffer.from("b")]);
    await writes.end();
    should(file.text).equal(`${"a".repeat(1_500_000)}b`);
    should(file.writes.length).equal(3);
  });

  it("tells of a failure at the next write and at the end, and is quiet when it is settled", async () => {
    file.failure = new Error("the disk is full");
    const writes = gatherWrites(file.handle);
    await writes.write([large("a"), large("a")]);
    await turns(3);
    await should(writes.write([large("b"), large("b")])).be.rejectedWith("the disk is full");
    await should(writes.end()).be.rejectedWith("the disk is full");
    await writes.settle();
  });

  it("does not need the pieces any more once it has taken them", async () => {
    const writes = gatherWrites(file.handle);
    const piece = Buffer.from("taken");
    await writes.write([piece]);
    piece.fill("x");
    await writes.end();
    should(file.text).equal("taken");
  });
});
