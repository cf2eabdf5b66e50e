import should from "should";
import type { LogFile } from "../../../../../src/delivery/outbox/log/log-files";
import type { IndexEntry } from "../../../../../src/delivery/outbox/log/log-index";
import { readValues } from "../../../../../src/delivery/outbox/log/read-values";

const quarter = 256 * 1024;

describe("the values of a log", () => {
  /** Where was read, and how much. */
  let reads: (readonly [position: number, bytes: number])[];

  beforeEach(() => {
    reads = [];
  });

  function fileOf(content: Buffer): LogFile {
    const read: LogFile["read"] = (buffer, position) => {
      reads.push([position, buffer.length]);
      return Promise.resolve(content.copy(buffer, 0, position));
    };
    return { read } as unknown as LogFile;
  }

  /** Lays values into a file, each so many bytes behind the one before. */
  function layOut(values: readonly string[], gapBytes: number): { file: LogFile; entries: readonly IndexEntry[] } {
    let content = Buffer.alloc(0);
    const entries = values.map((value, at): IndexEntry => {
      content = Buffer.concat([content, Buffer.alloc(gapBytes, "-"), Buffer.from(value)]);
      return [`key ${at}`, { position: content.length - value.length, bytes: value.length }];
    });
    return { file: fileOf(content), entries };
  }

  async function groupsOf(file: LogFile, entries: readonly IndexEntry[]): Promise<readonly (readonly string[])[]> {
    const groups: string[][] = [];
    for await (const values of readValues(file, entries)) {
      groups.push(values.map(([key, value]) => `${key} ${value.toString()}`));
    }
    return groups;
  }

  it("come in the order that was asked for, wherever they lie", async () => {
    const { file, entries } = layOut(["one", "", "three"], 2_000);
    const asked = [2, 0, 1].flatMap((at) => entries.slice(at, at + 1));
    should(await groupsOf(file, asked)).eql([["key 2 three", "key 0 one", "key 1 "]]);
    should(reads).eql([[2_000, 4_008]]);
  });

  for (const [gapBytes, calls] of [
    [4_096, 1],
    [4_097, 2],
  ] as const) {
    it(`are read in ${calls} where ${gapBytes} bytes lie between two`, async () => {
      const { file, entries } = layOut(["one", "other"], gapBytes);
      should(await groupsOf(file, entries)).eql([["key 0 one", "key 1 other"]]);
      should(reads).have.length(calls);
    });
  }

  it("come in groups of 500", async () => {
    const { file, entries } = layOut(
      Array.from({ length: 1_001 }, (_, at) => String(at)),
      0,
    );
    const groups = await groupsOf(file, entries);
    should(groups.map(({ length }) => length)).eql([500, 500, 1]);
    should(groups.flat().at(-1)).equal("key 1000 1000");
    should(reads).have.length(3);
  });

  it("come in groups of a quarter of a megabyte, or alone where one is more", async () => {
    const sizes = [quarter / 2, quarter / 2, 1, quarter * 3, quarter - 1, 1, 1];
    const { file, entries } = layOut(
      sizes.map((size) => "x".repeat(size)),
      0,
    );
    const groups = await groupsOf(file, entries);
    should(groups.map((group) => group.length)).eql([2, 1, 1, 2, 1]);
    should(groups[2]?.[0]?.length).equal("key 3 ".length + quarter * 3);
  });

  it("are not made up where the file is shorter than it was", async () => {
    const { entries } = layOut(["one", "other"], 0);
    await should(groupsOf(fileOf(Buffer.from("oneothe")), entries)).be.rejectedWith({ code: "EIO" });
  });
});
