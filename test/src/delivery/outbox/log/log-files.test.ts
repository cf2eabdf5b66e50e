import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import should from "should";
import { diskFiles } from "../../../../../src/delivery/outbox/log/log-files";

describe("the files of a log on the disk", () => {
  let folder: string;
  let path: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "agora-chat-"));
    path = join(folder, "one");
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("are begun empty, whatever was there, or opened as they are", async () => {
    await writeFile(path, "what was there");
    const existing = await diskFiles.open(path, "existing");
    should(await existing.size()).equal(14);
    await existing.close();
    const begun = await diskFiles.open(path, "new");
    should(await begun.size()).equal(0);
    await begun.close();
    await should(diskFiles.open(join(folder, "two"), "existing")).be.rejectedWith({ code: "ENOENT" });
  });

  it("are written and read at any place, as far as they go", async () => {
    const file = await diskFiles.open(path, "new");
    await file.write(Buffer.from("one and two"), 0);
    await file.write(Buffer.from("the other"), 8);
    await file.sync();
    should(await readFile(path, "utf8")).equal("one and the other");
    const bytes = Buffer.alloc(10, "-");
    should(await file.read(bytes, 12)).equal(5);
    should(bytes.toString()).equal("other-----");
    should(await file.read(bytes, 17)).equal(0);
    await file.truncate(3);
    should(await file.size()).equal(3);
    await file.close();
    should(await readFile(path, "utf8")).equal("one");
  });

  if (process.platform !== "win32") {
    it("belong to their owner alone", async () => {
      await (await diskFiles.open(path, "new")).close();
      should((await stat(path)).mode & 0o777).equal(0o600);
    });
  }

  it("are removed, and none where none is", async () => {
    await writeFile(path, "");
    await diskFiles.remove(path);
    await diskFiles.remove(path);
    should(await diskFiles.list(folder)).eql([]);
  });
});
