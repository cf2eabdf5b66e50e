import type { FileHandle } from "node:fs/promises";
import should from "should";
import { gatherWrites } from "../../../nodes/history/gathered-writes";
import { turns } from "../../support/node-flow";

const large = (letter: string): Uint8Array => Buffer.from(letter.repeat(300 * 1024));

/** A file in memory, as far as it is written to. */
class FakeFile {
  text = "";
  readonly writes: number[] = [];
  /** How many bytes of one write it takes. */
  takes = Infinity;
  failure: Error | undefined;

  async writev(pieces: readonly Uint8Array[]): Promise<{ readonly bytesWritten: number }> {
    const bytes = Buffer.concat(pieces).subarray(0, this.takes);
    await this.writeFile(bytes);
    return { bytesWritten: bytes.length };
  }

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

  it("goes on where a write took a part only", async () => {
    file.takes = 100_000;
    const writes = gatherWrites(file.handle);
    await writes.write([large("a")]);
    await writes.write([large("b"), Buffer.from("c")]);
    await writes.end();
    should(file.text).equal(`${"a".repeat(300 * 1024)}${"b".repeat(300 * 1024)}c`);
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

  it("does not hold on to what a small piece was cut from", async () => {
    const writes = gatherWrites(file.handle);
    const whole = Buffer.from("small and the rest");
    await writes.write([whole.subarray(0, 5)]);
    whole.fill("x");
    await writes.end();
    should(file.text).equal("small");
  });
});
