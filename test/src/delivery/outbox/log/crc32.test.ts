import { gzipSync } from "node:zlib";
import should from "should";
import { crc32 } from "../../../../../src/delivery/outbox/log/crc32";

describe("the CRC-32 of a log", () => {
  it("is that of the published check value", () => {
    should(crc32(Buffer.from("123456789"))).equal(0xcbf43926);
    should(crc32(Buffer.alloc(0))).equal(0);
  });

  it("is that of gzip, for bytes of every value", () => {
    const bytes = Buffer.from(Array.from({ length: 10_000 }, (_, at) => (at * at + (at >> 3)) % 256));
    // The last 8 bytes of a gzip file are the CRC-32 and the size of what is in it.
    should(crc32(bytes)).equal(gzipSync(bytes).readUInt32LE(gzipSync(bytes).length - 8));
  });

  it("goes on where it ended before", () => {
    const bytes = Buffer.from("one and the other");
    should(crc32(bytes.subarray(5), crc32(bytes.subarray(0, 5)))).equal(crc32(bytes));
  });
});
