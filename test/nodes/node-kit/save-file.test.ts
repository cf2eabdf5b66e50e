import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import fs from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve, sep } from "node:path";
import should from "should";
import { saveFile } from "../../../nodes/node-kit/save-file";
import type { SavedFile } from "../../../nodes/node-kit/save-file";
import { readSaveTarget } from "../../../nodes/node-kit/save-target";
import type { SaveTarget } from "../../../nodes/node-kit/save-target";
import { ChatError } from "../../../src/client/chat-error";
import type { Issue } from "../../../src/client/issue";
import { wholeLists } from "../../support/whole-lists";

describe("saving a file", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "agora-chat-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function look(path: unknown): Promise<{ target?: SaveTarget; problems: readonly string[]; found?: unknown }> {
    const issues: Issue[] = [];
    const resolvePath = (each: string): string =>
      each.endsWith("/") ? resolve(folder, each) + sep : resolve(folder, each);
    const target = await readSaveTarget(path, resolvePath, issues);
    const problems = issues.map((issue) => `${issue.path}: ${issue.problem}`);
    const found = issues[0]?.params?.["found"];
    return {
      ...(target === undefined ? {} : { target }),
      problems,
      ...(found === undefined ? {} : { found: String(found).replace(folder, "") }),
    };
  }

  async function save(path: string, content: AsyncIterable<Uint8Array>, filename = "leaf.png"): Promise<SavedFile> {
    const { target, problems } = await look(path);
    should(problems).be.empty();
    if (target === undefined) throw new Error("no target");
    return saveFile(target, content, filename);
  }

  const names = (): Promise<string[]> => readdir(folder).then((found) => found.sort());
  const textIn = (name: string): Promise<string> => readFile(join(folder, name), "utf8");

  it("puts it into a folder under its own name", async () => {
    const saved = await save(".", pieces("soil", " dry"));
    should(saved).eql({ path: join(folder, "leaf.png"), bytes: 8 });
    should(await names()).eql(["leaf.png"]);
    should(await textIn("leaf.png")).equal("soil dry");
  });

  it("never replaces another file by a name of its own, but numbers it", async () => {
    await save(".", pieces("1"));
    await mkdir(join(folder, "leaf (2).png"));
    should((await save(".", pieces("3"))).path).equal(join(folder, "leaf (3).png"));
    should(await textIn("leaf.png")).equal("1");
    const long = `${"x".repeat(251)}.png`;
    await save(".", pieces("1"), long);
    should((await save(".", pieces("2"), long)).path).equal(join(folder, `${"x".repeat(247)} (2).png`));
  });

  it("gives many that arrive at once a name each", async () => {
    const saved = await Promise.all(Array.from({ length: 20 }, (_, index) => save(".", pieces(String(index)))));
    should(new Set(saved.map(({ path }) => path)).size).equal(20);
    const texts = await Promise.all(saved.map(({ path }) => readFile(path, "utf8")));
    should(texts).eql(Array.from({ length: 20 }, (_, index) => String(index)));
    should(await names()).have.length(20);
  });

  it("replaces the file that the path names, in one step", async () => {
    await writeFile(join(folder, "last.png"), "before", { mode: 0o640 });
    await chmod(join(folder, "last.png"), 0o640);
    const saved = await save(
      "last.png",
      watched(pieces("af", "ter"), async () => should(await textIn("last.png")).equal("before")),
    );
    should(saved).eql({ path: join(folder, "last.png"), bytes: 5 });
    should(await textIn("last.png")).equal("after");
    should((await stat(join(folder, "last.png"))).mode & 0o777).equal(0o640);
    should(await names()).eql(["last.png"]);
  });

  it("leaves a link a link, to the new file", async () => {
    await mkdir(join(folder, "real"));
    await writeFile(join(folder, "real", "leaf.png"), "before");
    await symlink(join("real", "leaf.png"), join(folder, "last.png"));
    await save("last.png", pieces("after"));
    should((await lstat(join(folder, "last.png"))).isSymbolicLink()).be.true();
    should(await textIn("real/leaf.png")).equal("after");
  });

  it("has a name of its own until it is whole, and a hidden one", async () => {
    const seen: string[] = [];
    await save(
      "leaf.png",
      watched(pieces("a", "b"), async () => void seen.push(...(await names()))),
    );
    should(seen).matchEach(/^\.leaf\.png\.[\da-f]{12}\.part$/);
    should(await names()).eql(["leaf.png"]);
  });

  it("saves an empty file, and one of a very long name", async () => {
    should(await save("empty.bin", pieces())).match({ bytes: 0 });
    should((await save(".", pieces("a"), "🌱".repeat(63))).path).equal(join(folder, "🌱".repeat(63)));
  });

  it("leaves nothing behind where the file breaks off, and says what the break says", async () => {
    const error = new ChatError("CHAT_NO_ANSWER", { operation: "download-file", outcome: "unknown" });
    for (const path of [".", "leaf.png"]) {
      await should(save(path, broken(error, "so"))).be.rejectedWith(error);
      should(await names()).be.empty();
    }
    await writeFile(join(folder, "leaf.png"), "before");
    await should(save("leaf.png", broken(error, "so"))).be.rejectedWith(error);
    should(await textIn("leaf.png")).equal("before");
    should(await names()).eql(["leaf.png"]);
  });

  it("says which folder is gone, where that happens meanwhile", async () => {
    await mkdir(join(folder, "gone"));
    const { target } = await look("gone/leaf.png");
    await rm(join(folder, "gone"), { recursive: true });
    if (target === undefined) throw new Error("no target");
    await should(saveFile(target, pieces("a"), "x")).be.rejectedWith(
      wholeLists({
        code: "CHAT_INVALID_INPUT",
        details: {
          operation: "download-file",
          outcome: "not-sent",
          issues: [{ path: "path", problem: "folder-missing", params: { found: join(folder, "gone") } }],
        },
      }),
    );
  });

  it("says what the file system says, and leaves nothing behind", async () => {
    const name = "x".repeat(300);
    const issues = [
      { path: "path", problem: "not-writable", params: { found: join(folder, name), reason: "ENAMETOOLONG" } },
    ];
    // The temporary name is cut; the one in the end is not.
    await should(saveFile({ folder, filename: name }, pieces("a"), "x")).be.rejectedWith(
      wholeLists({
        code: "CHAT_INVALID_INPUT",
        details: { operation: "download-file", outcome: "not-sent", issues },
      }),
    );
    should(await names()).be.empty();
  });

  describe("where files can have one name only", () => {
    const { link } = fs;
    let refusals = 0;

    before(() => {
      fs.link = () => {
        refusals += 1;
        return Promise.reject(Object.assign(new Error("EPERM"), { code: "EPERM" }));
      };
    });
    after(() => {
      fs.link = link;
    });

    it("does not replace another file either", async () => {
      await writeFile(join(folder, "leaf.png"), "before");
      should((await save(".", pieces("after"))).path).equal(join(folder, "leaf (2).png"));
      should(await textIn("leaf.png")).equal("before");
      should(await textIn("leaf (2).png")).equal("after");
      should(await names()).eql(["leaf (2).png", "leaf.png"]);
      should(refusals).equal(2);
    });
  });

  describe("looks at the place before anything is asked for", () => {
    it("and takes a folder, one that is to be one, and a file", async () => {
      await mkdir(join(folder, "pictures"));
      await writeFile(join(folder, "old.png"), "");
      should((await look("pictures")).target).eql({ folder: join(folder, "pictures") });
      should((await look("pictures/")).target).eql({ folder: join(folder, "pictures") + sep });
      should((await look("new.png")).target).eql({ folder, filename: "new.png" });
      should((await look("old.png")).target).match({ folder, filename: "old.png" });
    });

    const bad: readonly (readonly [string, unknown, string, string?])[] = [
      ["nothing", undefined, "required"],
      ["empty text", "", "required"],
      ["a number", 7, "not-text", "123"],
      ["a Buffer", Buffer.from("a"), "not-text", "Buffer"],
      ["a text with a zero in it", "leaf\0.png", "not-text", '"…"'],
      ["a missing folder", "missing/leaf.png", "folder-missing", `${sep}missing`],
      ["a missing folder by its slash", "missing/", "folder-missing", `${sep}missing${sep}`],
      ["a file as a folder", "file.txt/leaf.png", "folder-missing", `${sep}file.txt`],
      ["a file with a slash", "file.txt/", "folder-missing", `${sep}file.txt${sep}`],
      ["a device", "/dev/null", "not-writable", "/dev/null"],
      ["a link that leads to itself", "loop/leaf.png", "not-writable", `${sep}loop${sep}leaf.png`],
    ];
    for (const [name, path, problem, found] of bad) {
      it(`and refuses ${name}`, async () => {
        await writeFile(join(folder, "file.txt"), "");
        await symlink("loop", join(folder, "loop"));
        should(await look(path)).eql({ problems: [`path: ${problem}`], ...(found === undefined ? {} : { found }) });
      });
    }

    if (process.getuid?.() !== 0) {
      it("and refuses a folder and a file that may not be written", async () => {
        await mkdir(join(folder, "locked"), { mode: 0o500 });
        await writeFile(join(folder, "locked.png"), "", { mode: 0o400 });
        for (const path of ["locked", "locked/leaf.png", "locked.png"]) {
          should((await look(path)).problems).eql(["path: not-writable"]);
        }
      });
    }
  });
});

async function* pieces(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text));
}

async function* broken(error: Error, ...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  yield* pieces(...texts);
  throw error;
}

/** Looks around behind each piece. */
async function* watched(
  content: AsyncIterable<Uint8Array>,
  around: () => Promise<unknown>,
): AsyncGenerator<Uint8Array> {
  for await (const piece of content) {
    yield piece;
    await around();
  }
}
