import { chmod, mkdir, mkdtemp, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import should from "should";
import { makeOwnFolder } from "../../../../../src/delivery/outbox/folder/own-folder";

if (process.platform !== "win32") {
  describe("a folder of one's own", () => {
    let above: string;

    beforeEach(async () => {
      above = await mkdtemp(join(tmpdir(), "agora-chat-"));
      await chmod(above, 0o755);
    });

    afterEach(() => rm(above, { recursive: true, force: true }));

    const modeOf = async (...names: readonly string[]): Promise<number> =>
      (await stat(join(above, ...names))).mode & 0o777;

    it("is made with those above it, for its owner alone; one that was there above it stays as it is", async () => {
      await makeOwnFolder(join(above, "a", "b"));
      should([await modeOf(), await modeOf("a"), await modeOf("a", "b")]).eql([0o755, 0o700, 0o700]);
    });

    it("takes what is in it, and nothing to which only a link leads", async () => {
      const folder = join(above, "own");
      for (const name of ["own", "own/inside", "elsewhere"]) {
        await mkdir(join(above, name));
        await chmod(join(above, name), 0o755);
      }
      for (const name of ["own/inside/one", "elsewhere/other"]) {
        await writeFile(join(above, name), "");
        await chmod(join(above, name), 0o644);
      }
      await symlink(join(above, "elsewhere"), join(folder, "folder"));
      await symlink(join(above, "elsewhere", "other"), join(folder, "file"));
      await makeOwnFolder(folder);
      should([await modeOf("own"), await modeOf("own/inside"), await modeOf("own/inside/one")]).eql([
        0o700, 0o700, 0o600,
      ]);
      should([await modeOf("elsewhere"), await modeOf("elsewhere/other")]).eql([0o755, 0o644]);
    });
  });
}
