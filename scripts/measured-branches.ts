import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { transformSync } from "esbuild";
import { CoverageReport } from "monocart-coverage-reports";
import type { CoverageFile, V8CoverageEntry } from "monocart-coverage-reports";
import type { CollectedScript } from "./collect-coverage";

/** The branches of one file. */
export interface FileBranches {
  /** From the root of the checkout. */
  readonly path: string;
  readonly covered: number;
  readonly total: number;
  /** Where those begin that no test took: `12` or, where what is missing is that a condition does not hold, `12 else`. */
  readonly missed: readonly string[];
}

const root = join(__dirname, "..");
const sources = join(root, "src");
/** What runs in a browser. */
const page = join(sources, "emulator", "page");
/** Where the report would write, if it were asked to. */
const outputDir = join(root, ".cache", "coverage");
/** What esbuild adds for those who `import` what was made to be `require`d: a condition that is never true. */
const exportHint = /0&&\(module\.exports=\{[^}]*\}\);/g;
const mapMark = "//# sourceMappingURL=data:application/json;base64,";

/**
 * Reads what `collect-coverage.ts` has written, a file for each process, and counts branches as they stand in the sources:
 * both ways of each condition, one that nobody wrote an `else` for, too. One that is taken in any process counts as taken.
 * Files that no test loads count with all their branches.
 *
 * Of the emulator's page only what tests load counts: the rest runs in a browser.
 */
export async function measuredBranches(files: readonly string[]): Promise<readonly FileBranches[]> {
  const runs = files.map((file) => JSON.parse(readFileSync(file, "utf8")) as readonly CollectedScript[]);
  const loaded = new Set(runs.flat().map(({ url }) => fileURLToPath(url)));
  const unloaded = readdirSync(sources, { recursive: true, encoding: "utf8" })
    .map((path) => join(sources, path))
    .filter((path) => path.endsWith(".ts") && !path.startsWith(page) && !loaded.has(path));

  const report = new CoverageReport({ reports: ["none"], logging: "error", clean: false, baseDir: root, outputDir });
  for (const collected of runs) await report.add(collected.map(toEntry));
  await report.add(unloaded.flatMap(toUnloadedEntry));
  const results = await report.generate();
  return (results?.files ?? []).map(toBranches);
}

function toEntry({ url, scriptId, functions, source }: CollectedScript): V8CoverageEntry {
  const end = source.lastIndexOf(mapMark);
  const code = source.slice(0, end).replace(exportHint, (hint) => " ".repeat(hint.length));
  const map = Buffer.from(source.slice(end + mapMark.length), "base64").toString();
  return { url, scriptId, functions, ...withMap(url, code, map) };
}

/** What has nothing that runs, only types, is not there at all. */
function toUnloadedEntry(path: string): readonly V8CoverageEntry[] {
  const { code, map } = transformSync(readFileSync(path, "utf8"), { loader: "ts", sourcemap: "external" });
  if (code.trim() === "") return [];
  const url = pathToFileURL(path).href;
  const never = {
    functionName: "",
    isBlockCoverage: true,
    ranges: [{ startOffset: 0, endOffset: code.length, count: 0 }],
  };
  return [{ url, scriptId: path, functions: [never], ...withMap(url, code, map) }];
}

function withMap(url: string, source: string, map: string): { source: string; sourceMap: object } {
  const sourcesContent = [readFileSync(fileURLToPath(url), "utf8")];
  return { source, sourceMap: { ...(JSON.parse(map) as object), sources: [url], sourcesContent } };
}

function toBranches({ url = "", source = "", summary, data }: CoverageFile): FileBranches {
  const { covered, total } = summary.branches;
  const missed = (data?.branches ?? [])
    .filter(({ count, ignored }) => count === 0 && ignored !== true)
    .map(({ start, none }) => `${source.slice(0, start).split("\n").length}${none === true ? " else" : ""}`);
  return { path: pathOf(url), covered, total, missed };
}

function pathOf(url: string): string {
  return relative(root, fileURLToPath(url)).replaceAll("\\", "/");
}
