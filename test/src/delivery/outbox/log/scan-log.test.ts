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
    ["begins in one megabyte and ends in the next", windowBytes - 5, 100],
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
});
