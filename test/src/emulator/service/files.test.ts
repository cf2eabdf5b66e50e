import should from "should";
import { createFiles, type EmulatorFile } from "../../../../src/emulator/service/files";

const file = (uuid: string, bytes: number, uploadedAt = 0): EmulatorFile => ({
  uuid,
  filename: "leaf.png",
  content: Buffer.alloc(bytes),
  bytes,
  mimeType: "image/png",
  restricted: false,
  secret: null,
  thumbnailSize: { width: 170, height: 170 },
  uploadedAt,
});

describe("the files kept", () => {
  it("are never more than so many bytes: the oldest go first", () => {
    const files = createFiles({ now: () => 0, retentionMs: 1000, mostBytes: 10 });
    for (const [uuid, bytes] of [
      ["a", 4],
      ["b", 4],
      ["c", 4],
    ] as const) {
      files.add(file(uuid, bytes));
    }
    should(files.list().map(({ uuid }) => uuid)).eql(["b", "c"]);
    files.add(file("d", 10));
    should(files.list().map(({ uuid }) => uuid)).eql(["d"]);
    should(files.find("a")).be.undefined();
  });

  it("make room when they are deleted", () => {
    const files = createFiles({ now: () => 0, retentionMs: 1000, mostBytes: 10 });
    files.add(file("a", 6));
    files.delete("a");
    files.delete("a");
    files.add(file("b", 6));
    files.add(file("c", 4));
    should(files.list().map(({ uuid }) => uuid)).eql(["b", "c"]);
    files.clear();
    should(files.list()).be.empty();
  });

  it("expire, and are still known then", () => {
    let now = 0;
    const files = createFiles({ now: () => now, retentionMs: 1000 });
    files.add(file("a", 1));
    const kept = files.find("a");
    now = 999;
    should(kept && files.isExpired(kept)).be.false();
    now = 1000;
    should(kept && files.isExpired(kept)).be.true();
    should(files.find("a")).equal(kept);
  });
});
