import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import should from "should";
import type { Journal } from "../../../../src/delivery/outbox/journal";
import { openJournal } from "../../../../src/delivery/outbox/open-journal";
import type { JournalOptions } from "../../../../src/delivery/outbox/open-journal";
import { wholeLists } from "../../../support/whole-lists";
import { contents, put } from "./journal.conformance";

const noBinding: JournalOptions = { loadLevel: () => Promise.reject(new Error("No native build was found")) };

describe("opening the journal of a folder", () => {
  let above: string;
  let folder: string;
  const opened = new Set<Journal>();

  beforeEach(async () => {
    above = await mkdtemp(join(tmpdir(), "agora-chat-"));
    folder = join(above, "outbox", "app");
  });

  afterEach(async () => {
    for (const journal of opened) await journal.close();
    opened.clear();
    await rm(above, { recursive: true, force: true });
  });

  async function open(options: JournalOptions = {}): Promise<Journal> {
    const journal = await openJournal(folder, options);
    opened.add(journal);
    return journal;
  }

  async function keep(options: JournalOptions = {}): Promise<void> {
    const journal = await open(options);
    await journal.write([put("a", "one")], true);
    await journal.close();
  }

  it("makes the folder, and takes LevelDB", async () => {
    await keep();
    should(await readdir(folder)).eql(["format", "level"]);
    should(await readFile(join(folder, "format"), "utf8")).equal("level 1\n");
    should(await contents(await open())).eql([["a", "one"]]);
  });

  it("takes the log where classic-level does not load, and stays with it where it does again", async () => {
    await keep(noBinding);
    should(await readdir(folder)).eql(["format", "log"]);
    should(await contents(await open())).eql([["a", "one"]]);
  });

  if (process.platform !== "win32") {
    for (const kind of ["level", "log"] as const) {
      it(`${kind}: lets nobody else in, also into a folder that was there`, async () => {
        await keep({ kind });
        for (const path of [folder, join(folder, kind)]) await chmod(path, 0o755);
        const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((each) => each.isFile());
        const files = names.map((each) => join(each.parentPath, each.name));
        for (const path of files) await chmod(path, 0o644);
        const journal = await open();
        for (const path of [folder, join(folder, kind)]) should((await stat(path)).mode & 0o777).equal(0o700, path);
        should((await stat(join(folder, "format"))).mode & 0o777).equal(0o600);
        if (kind === "log") {
          for (const path of files) should((await stat(path)).mode & 0o777).equal(0o600, path);
        }
        await journal.close();
      });
    }
  }

  for (const kind of ["level", "log"] as const) {
    it(`${kind}: refuses a second opening, and has it when the first is closed`, async () => {
      const journal = await open({ kind });
      await refusal("outbox-in-use", { found: folder });
      await journal.close();
      await keep();
    });

    it(`${kind}: refuses what a newer version has written, and leaves it as it is`, async () => {
      await keep({ kind });
      await writeFile(join(folder, "format"), `${kind} 2\n`);
      await refusal("outbox-newer-version", { found: `${kind} 2` });
      should(await readFile(join(folder, "format"), "utf8")).equal(`${kind} 2\n`);
    });

    it(`${kind}: can be opened again after it was refused`, async () => {
      await keep({ kind });
      await writeFile(join(folder, "format"), "");
      await refusal("outbox-unreadable", { found: folder, reason: "format" });
      await writeFile(join(folder, "format"), `${kind} 1\n`);
      should(await contents(await open())).eql([["a", "one"]]);
    });
  }

  it("refuses a format of which it knows nothing", async () => {
    await keep();
    await writeFile(join(folder, "format"), "sqlite 1\n");
    await refusal("outbox-newer-version", { found: "sqlite 1" });
  });

  it("refuses what LevelDB keeps where classic-level does not load", async () => {
    await keep();
    await refusal("outbox-unreadable", { found: folder, reason: "classic-level" }, noBinding);
    should(await contents(await open())).eql([["a", "one"]]);
  });

  it("refuses a damaged LevelDB, and does not begin an empty one", async () => {
    await keep();
    await writeFile(join(folder, "level", "CURRENT"), "MANIFEST-999999\n");
    await refusal("outbox-unreadable");
    await rm(join(folder, "level", "CURRENT"));
    await refusal("outbox-unreadable", { found: folder, reason: "no CURRENT" });
  });

  it("begins LevelDB again where a power cut came while it began", async () => {
    await keep();
    const inside = join(folder, "level");
    for (const name of await readdir(inside)) await writeFile(join(inside, name), "");
    const journal = await open();
    should(await contents(journal)).eql([]);
  });

  it("refuses a damaged log", async () => {
    await keep({ kind: "log" });
    await writeFile(join(folder, "log", "00000001.log"), "something");
    await refusal("outbox-unreadable", { found: folder, reason: "no header" });
  });

  it("refuses a folder that cannot be made or written", async () => {
    await writeFile(join(above, "outbox"), "a file");
    await refusal("outbox-folder-unwritable", { found: folder, reason: "ENOTDIR" });
    await rm(join(above, "outbox"));
    await mkdir(join(folder, "format.new"), { recursive: true });
    await refusal("outbox-folder-unwritable", { found: folder, reason: "EISDIR" });
  });

  it("begins no new one where it cannot read what is there", async () => {
    await mkdir(join(folder, "format"), { recursive: true });
    await refusal("outbox-folder-unwritable", { found: folder, reason: "EISDIR" });
    should(await readdir(folder)).eql(["format"]);
  });

  async function refusal(problem: string, params?: object, options: JournalOptions = {}): Promise<void> {
    const error: unknown = await open(options).catch((thrown: unknown) => thrown);
    should(error).match(
      wholeLists({ code: "CHAT_NOT_CONFIGURED", details: { issues: [{ path: "outbox", problem }] } }),
    );
    if (params !== undefined) should(error).have.propertyByPath("details", "issues", "0", "params").eql(params);
  }
});
