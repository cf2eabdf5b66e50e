import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import should from "should";
import { keepResult } from "../../bench/keep-result";

describe("the file of results", () => {
  const names = ["send", "limits", "load"];
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "bench-results-"));
    file = join(folder, "RESULTS.md");
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("has what each benchmark found last, in their order", async () => {
    keepResult(file, names, "load", "## Loading\n\n24 ms\n");
    keepResult(file, names, "send", "## Sending\n\n1.5 ×\n");
    keepResult(file, names, "load", "## Loading\n\n25 ms\n");
    const [preface, ...rest] = (await readFile(file, "utf8")).split("\n\n<!--");
    should(preface).startWith("# Results");
    should(rest).eql([" send -->\n\n## Sending\n\n1.5 ×", " load -->\n\n## Loading\n\n25 ms\n"]);
  });

  it("stays the same where the same is found", async () => {
    for (const name of names) keepResult(file, names, name, `## ${name}`);
    const before = await readFile(file, "utf8");
    for (const name of names) keepResult(file, names, name, `## ${name}`);
    should(await readFile(file, "utf8")).equal(before);
  });

  it("forgets a benchmark that there is no more", async () => {
    keepResult(file, [...names, "old"], "old", "## Old");
    keepResult(file, names, "send", "## Sending");
    should(await readFile(file, "utf8")).not.containEql("Old");
  });
});
