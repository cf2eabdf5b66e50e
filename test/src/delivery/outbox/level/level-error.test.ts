import should from "should";
import { levelError } from "../../../../../src/delivery/outbox/level/level-error";

describe("what failed in LevelDB", () => {
  for (const [sentence, code] of [
    ["IO error: 000007.log: No space left on device", "ENOSPC"],
    ["IO error: There is not enough space on the disk.", "ENOSPC"],
    ["IO error: Disk quota exceeded", "EDQUOT"],
    ["IO error: LOCK: Permission denied", "EACCES"],
    ["IO error: LOCK: Read-only file system", "EROFS"],
    ["IO error: MANIFEST: No such file or directory", "ENOENT"],
    ["IO error: something that nobody has heard of", "EIO"],
  ] as const) {
    it(`has the system's own code: ${code} for "${sentence}"`, () => {
      should(levelError(new Error(sentence)).code).equal(code);
    });
  }

  it("keeps the codes that say more than the system's", () => {
    for (const code of ["LEVEL_LOCKED", "LEVEL_CORRUPTION"]) {
      should(levelError(Object.assign(new Error("No space left"), { code })).code).equal(code);
    }
    should(levelError(Object.assign(new Error("No space left"), { code: "LEVEL_IO_ERROR" })).code).equal("ENOSPC");
  });

  it("is found behind what wraps it, however deep", () => {
    const inner = new Error("Disk quota exceeded");
    const outer = new Error("not open", { cause: new Error("still not open", { cause: inner }) });
    should(levelError(outer)).match({ code: "EDQUOT", cause: inner });
  });

  it("is an error, whatever was thrown", () => {
    should(levelError("Too many open files")).be.an.Error().and.match({ code: "EMFILE" });
    should(levelError(undefined)).match({ code: "EIO" });
  });
});
