/**
 * `npm test`: lint, build, then every test, in mocha processes that must come to their ends by themselves. Those of real
 * Node-REDs, which mostly wait, run beside all others; these must take nearly all branches of `src/`.
 *
 * `npm test -- test/src/client` runs only what is named (files, folders or patterns; mocha's own options, too), without
 * lint and build: for the minute-to-minute work.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkBranches } from "./check-branches";

/** Tests that run in a process of their own. */
interface Part {
  readonly name: string;
  readonly patterns: readonly string[];
}

/** What a process's reporter has counted. */
interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** The name and the error of each that failed. */
  readonly failures: readonly string[];
}

const root = join(__dirname, "..");
const cache = join(root, ".cache");
/** Where a machine finds the counts of a whole run. */
const countsFile = join(cache, "test-counts.json");
const nothing: Counts = { passed: 0, failed: 0, skipped: 0, failures: [] };
const everything: Part = { name: "everything else", patterns: ["test/**/*.test.ts", "--ignore", "test/real/**"] };
const real: Part = { name: "real Node-REDs", patterns: ["test/real/**/*.test.ts"] };

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
  const env = { CHAT_FLOWS_BUILT: "1", CHAT_FLOWS_PACKED: "1" };
  const packed = await run(process.execPath, ["--import", "tsx", join(root, "test", "real", "pack-palette.ts")], {
    CHAT_FLOWS_BUILT: "1",
  });
  if (packed !== 0) return packed;

  // One report on the screen at a time: the other's follows when both have ended.
  const log = join(cache, "test-real.log");
  const logged = openSync(log, "w");
  const counts = [everything, real].map((_, index) => join(cache, `test-counts-${index}.json`));
  const coverage = join(cache, "coverage.json");
  for (const file of [...counts, coverage]) rmSync(file, { force: true });
  const codes = await Promise.all([
    mocha(everything.patterns, { ...env, CHAT_FLOWS_COUNTS: counts[0] as string, CHAT_FLOWS_COVERAGE: coverage }),
    mocha(real.patterns, { ...env, CHAT_FLOWS_COUNTS: counts[1] as string }, logged),
  ]);
  process.stdout.write(`\n  ${real.name}\n${readFileSync(log, "utf8")}`);
  const isEnough = existsSync(coverage) && (await checkBranches(coverage));
  const gate = isEnough ? nothing : failure("the branches of src/ are taken");
  const all = [everything, real].map(({ name }, index) => readCounts(name, counts[index] as string)).reduce(sum, gate);
  writeFileSync(countsFile, `${JSON.stringify(all)}\n`);
  // Once more at the end, where somebody looks first.
  for (const text of all.failures) process.stdout.write(`\n  FAILED: ${text.replaceAll("\n", "\n    ")}\n`);
  process.stdout.write(`\n  ${all.passed} passing in all, ${all.failed} failing\n`);
  return codes.find((code) => code !== 0) ?? gate.failed;
}

/** A process that did not come to its end has counted nothing: that is a failure nobody counted. */
function readCounts(name: string, file: string): Counts {
  if (!existsSync(file)) return failure(`${name}: mocha comes to its end`);
  return JSON.parse(readFileSync(file, "utf8")) as Counts;
}

function sum(one: Counts, other: Counts): Counts {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
    failures: [...one.failures, ...other.failures],
  };
}

function failure(title: string): Counts {
  return { ...nothing, failed: 1, failures: [title] };
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
