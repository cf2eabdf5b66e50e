import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import should from "should";
import type { LocalFile } from "../../../../src/client/files/local-file";
import { createKeptFiles } from "../../../../src/delivery/outbox/kept-files";
import type { KeptFiles } from "../../../../src/delivery/outbox/kept-files";
import { wholeLists } from "../../../support/whole-lists";
import { failureOf } from "../../client/use-client";

const facts = { filename: "a.png", bytes: 6, mimeType: "image/png", width: 1, height: 2 };

function fileOf(...pieces: readonly string[]): LocalFile {
  async function* read(): AsyncGenerator<Uint8Array> {
    for (const piece of pieces) yield await Promise.resolve(Buffer.from(piece));
  }
  return { ...facts, read };
}

describe("the files that are kept beside a journal", () => {
  let base: string;
  let folder: string;
  let files: KeptFiles;

  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), "kept-files-"));
    folder = join(base, "files");
    files = createKeptFiles(folder);
  });
  afterEach(() => rm(base, { recursive: true }));

  it("come back as they were, facts and bytes", async () => {
    await files.keep("1", "main", fileOf("abc", "def"));
    await files.keep("1", "thumbnail", fileOf("ghi"));
    const { read, ...rest } = await files.restore("1", "main", facts);
    should(rest).eql(facts);
    for (let time = 0; time < 2; time += 1) {
      let text = "";
      for await (const piece of read()) text += Buffer.from(piece).toString();
      should(text).equal("abcdef");
    }
  });

  it("are for their owner alone", async function () {
    if (process.platform === "win32") return;
    await files.keep("1", "main", fileOf("abc"));
    should((await stat(folder)).mode & 0o777).equal(0o700);
    should((await stat(join(folder, "1-main"))).mode & 0o777).equal(0o600);
  });

  it("go with their message, and what no message has goes at the start", async () => {
    for (const id of ["1", "2", "3"]) await files.keep(id, "main", fileOf("abc"));
    await files.remove("1");
    await files.remove("1");
    await files.removeOthers(new Set(["2"]));
    should(await readdir(folder)).eql(["2-main"]);
    await createKeptFiles(join(base, "none")).removeOthers(new Set());
  });

  it("take the place of what a broken attempt left", async () => {
    await files.keep("1", "main", fileOf("a long one"));
    await files.keep("1", "main", fileOf("short"));
    should(await readFile(join(folder, "1-main"), "utf8")).equal("short");
  });

  it("say what is wrong with what they cannot read or write", async () => {
    should(await failureOf(files.restore("9", "thumbnail", facts))).match(
      wholeLists({
        code: "CHAT_INVALID_INPUT",
        details: { issues: [{ path: "thumbnail", problem: "file-missing" }] },
      }),
    );
    await writeFile(folder, "");
    await should(files.keep("1", "main", fileOf("abc"))).be.rejectedWith({ code: "EEXIST" });
  });
});
