/**
 * `npm test`: lint, build, then every test, in mocha processes that must come to their ends by themselves, two of them at a
 * time; of `src/` nearly all branches must be taken.
 *
 * `npm test -- test/src/client` runs only what is named (files, folders or patterns; mocha's own options, too), without
 * lint and build: for the minute-to-minute work.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkBranches } from "./check-branches";
import { nothing, oneFailure, readTestCounts, sumOfCounts } from "./test-counts";

/** Tests that run in a process of their own. */
interface Part {
  readonly name: string;
  readonly patterns: readonly string[];
  /** Whether it is noted what of `src/` runs in it: where only other processes do the work, nothing does. */
  readonly isMeasured: boolean;
}

/** Where it is written what became of them. */
interface EndedPart {
  readonly name: string;
  readonly code: number;
  readonly counts: string;
  readonly coverage: string | undefined;
  readonly log: string | undefined;
}

const root = join(__dirname, "..");
const cache = join(root, ".cache");
/** Where a machine finds the counts of a whole run. */
const countsFile = join(cache, "test-counts.json");

const demos = ["demo", "demo-tour"].map((name) => thatIsThere(`test/scripts/${name}.test.ts`));
const dialogs = ["accessibility", "callback-dialogs", "languages", "node-dialogs", "outbox-panel"].map((name) =>
  thatIsThere(`test/browser/${name}.test.ts`),
);
const inBrowsers = [
  "test/browser/**/*.test.ts",
  ...["example-links", "import-menu"].map((name) => thatIsThere(`test/examples/${name}.test.ts`)),
];
const inNodeReds = ["test/real/**/*.test.ts"];

/** In the order in which they begin: a long one that begins last is waited for with one core idle. */
const parts: readonly Part[] = [
  {
    name: "everything else",
    patterns: ["test/**/*.test.ts", ...without([...demos, ...inBrowsers, ...inNodeReds])],
    isMeasured: true,
  },
  { name: "real Node-REDs", patterns: inNodeReds, isMeasured: false },
  { name: "dialogs", patterns: dialogs, isMeasured: true },
  { name: "other real browsers", patterns: [...inBrowsers, ...without(dialogs)], isMeasured: true },
  { name: "the demo", patterns: demos, isMeasured: true },
];

/** How many run at a time: three on two cores would get in each other's way. */
const lanes = 2;

void main(process.argv.slice(2));

async function main(filters: readonly string[]): Promise<void> {
  mkdirSync(cache, { recursive: true });
  process.exitCode = await (filters.length > 0 ? mocha(filters.map(toPattern), {}) : testAll());
}

/** @returns the exit code: of the first that failed, else 0 */
async function testAll(): Promise<number> {
  const lint = await run("npm", ["run", "--silent", "lint"], {});
  if (lint !== 0) return lint;
  const built = await run("npm", ["run", "--silent", "build"], {});
  if (built !== 0) return built;
  const packed = await run(process.execPath, ["--import", "tsx", join(root, "test", "real", "pack-palette.ts")], {
    CHAT_FLOWS_BUILT: "1",
  });
  if (packed !== 0) return packed;

  const waiting = [...parts];
  const ended = (await Promise.all(Array.from({ length: lanes }, (_, lane) => runLane(waiting, lane === 0)))).flat();
  for (const { name, log } of ended) if (log !== undefined) print(`\n  ${name}\n${readFileSync(log, "utf8")}`);
  const measured = ended.flatMap(({ coverage }) => coverage ?? []);
  const isEnough = measured.every((file) => existsSync(file)) && (await checkBranches(measured));
  const gate = isEnough ? nothing : oneFailure("the branches of src/ are taken");
  const all = ended.map(({ name, counts }) => readTestCounts(name, counts)).reduce(sumOfCounts, gate);
  writeFileSync(countsFile, `${JSON.stringify(all)}\n`);
  // Once more at the end, where somebody looks first.
  for (const text of all.failures) print(`\n  FAILED: ${text.replaceAll("\n", "\n    ")}\n`);
  print(`\n  ${all.passed} passing in all, ${all.failed} failing\n`);
  return ended.find(({ code }) => code !== 0)?.code ?? gate.failed;
}

/**
 * Takes one part after the other until none waits.
 *
 * @param isShown whether it reports on the screen: what the others say follows when all have ended
 */
async function runLane(waiting: Part[], isShown: boolean): Promise<readonly EndedPart[]> {
  const ended: EndedPart[] = [];
  for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
    ended.push(await runPart(part, isShown));
  }
  return ended;
}

async function runPart(part: Part, isShown: boolean): Promise<EndedPart> {
  const file = join(cache, `test-${part.name.replaceAll(" ", "-").toLowerCase()}`);
  const counts = `${file}.counts.json`;
  const coverage = part.isMeasured ? `${file}.coverage.json` : undefined;
  const log = isShown ? undefined : `${file}.log`;
  for (const old of [counts, coverage]) if (old !== undefined) rmSync(old, { force: true });
  const env = { CHAT_FLOWS_BUILT: "1", CHAT_FLOWS_PACKED: "1", CHAT_FLOWS_COUNTS: counts };
  const measured = coverage === undefined ? {} : { CHAT_FLOWS_COVERAGE: coverage };
  const code = await mocha(part.patterns, { ...env, ...measured }, log === undefined ? undefined : openSync(log, "w"));
  return { name: part.name, code, counts, coverage, log };
}

function print(text: string): void {
  process.stdout.write(text);
}

function mocha(args: readonly string[], env: Readonly<Record<string, string>>, output?: number): Promise<number> {
  const options = ["--forbid-only", "--timeout", "10000", "--file", "test/end-on-request.ts"];
  const measuring = ["--file", "scripts/collect-coverage.ts"];
  const reporter = ["--reporter", "./scripts/spec-and-counts-reporter.ts"];
  const binary = join(root, "node_modules", "mocha", "bin", "mocha.js");
  return run(
    process.execPath,
    ["--import", "tsx", binary, ...options, ...measuring, ...reporter, ...args],
    env,
    output,
  );
}

function without(patterns: readonly string[]): readonly string[] {
  return patterns.flatMap((pattern) => ["--ignore", pattern]);
}

/** Mocha only warns where a file is missing. */
function thatIsThere(path: string): string {
  if (!existsSync(join(root, path))) throw new Error(`there is no ${path}`);
  return path;
}

function toPattern(filter: string): string {
  const path = join(root, filter);
  return existsSync(path) && statSync(path).isDirectory() ? `${filter.replace(/\/+$/, "")}/**/*.test.ts` : filter;
}

/**
 * @param output an open file that takes what it prints; default: what we print to
 * @returns its exit code; 1 where a signal ended it
 */
function run(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  output?: number,
): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: output === undefined ? "inherit" : ["ignore", output, output],
      env: { ...process.env, ...env },
      // npm is a script there.
      shell: process.platform === "win32" && command === "npm",
    });
    const passOn = (signal: NodeJS.Signals): void => void child.kill(signal);
    const hold = (): void => undefined;
    // Ctrl-C reaches the whole group of processes by itself; a service manager's signal only this one.
    process.on("SIGTERM", passOn).on("SIGINT", hold);
    const finish = (code: number): void => {
      process.off("SIGTERM", passOn).off("SIGINT", hold);
      resolve(code);
    };
    child.once("error", (error) => {
      console.error(error.message);
      finish(1);
    });
    child.once("close", (code) => finish(code ?? 1));
  });
}
