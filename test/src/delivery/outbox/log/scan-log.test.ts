import should from "should";
import type { LogFile } from "../../../../../src/delivery/outbox/log/log-files";
import { makeRecord, sealRecord } from "../../../../../src/delivery/outbox/log/log-record";
import { scanLog } from "../../../../../src/delivery/outbox/log/scan-log";

const windowBytes = 2 ** 20;

function fileOf(bytes: Buffer): LogFile {
  const read = (buffer: Buffer, position: number): Promise<number> => Promise.resolve(bytes.copy(buffer, 0, position));
  return { read } as unknown as LogFile;
}

/** @returns a record of so many bytes */
function recordOf(bytes: number, synced: number): Buffer {
  const least = makeRecord([{ put: "k", value: "" }]).length;
  const record = makeRecord([{ put: "k", value: "x".repeat(bytes - least) }]);
  sealRecord(record, synced);
  return record;
}

describe("the scan of a log", () => {
  for (const [where, before, behind] of [
    ["begins in one megabyte and ends in the next", windowBytes - 200, 1_000],
    ["begins with half its head in one megabyte", windowBytes - 5, 100],
    ["begins with all but a byte of its head in one megabyte", windowBytes - 16, 100],
    ["is longer than a megabyte", 1_000, 2 * windowBytes],
  ] as const) {
    it(`sees damage where the sound record behind it ${where}`, async () => {
      const bad = recordOf(before, 0);
      bad.writeUInt8(0, before - 1);
      const damaged = Buffer.concat([bad, recordOf(behind, before)]);
      should((await scanLog(fileOf(damaged), 0, damaged.length)).damagedAt).equal(0);
      const unpromised = Buffer.concat([bad, recordOf(behind, 0)]);
      should((await scanLog(fileOf(unpromised), 0, unpromised.length)).damagedAt).be.undefined();
    });
  }

  it("takes a record that is longer than a megabyte, and the last", async () => {
    const whole = Buffer.concat([recordOf(100, 0), recordOf(2 * windowBytes, 100)]);
    const { length, damagedAt } = await scanLog(fileOf(whole), 0, whole.length);
    should([length, damagedAt]).eql([whole.length, undefined]);
  });

  it("believes no record behind a bad one that is bad itself", async () => {
    const [bad, torn] = [recordOf(100, 0), recordOf(100, 100)];
    for (const record of [bad, torn]) record.writeUInt8(0, 99);
    const bytes = Buffer.concat([bad, torn]);
    should(await scanLog(fileOf(bytes), 0, bytes.length)).match({ length: 0, damagedAt: undefined });
  });

  it("asks for no gigabytes, whatever a bad head says of its length", async () => {
    const [bad, behind] = [recordOf(100, 0), recordOf(100, 100)];
    for (const record of [bad, behind]) record.writeUInt32LE(2 ** 32 - 1, 4);
    const bytes = Buffer.concat([bad, behind]);
    const asked: number[] = [];
    const read: LogFile["read"] = (buffer, position) => {
      asked.push(buffer.length);
      return Promise.resolve(bytes.copy(buffer, 0, position));
    };
    await scanLog({ ...fileOf(bytes), read }, 0, bytes.length);
    should(Math.max(...asked)).equal(windowBytes);
  });
});
