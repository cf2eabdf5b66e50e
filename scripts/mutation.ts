/**
 * `npm run mutation -- src/delivery/limits`: breaks the code in each small way that Stryker knows, one at a time, runs the tests
 * beside it, and prints what no test has noticed. More than one file or folder may be named; default: all of `src/delivery` and
 * `src/client`, which takes hours.
 *
 * Only the tests at the same paths are run, so what is printed may well be noticed by others.
 *
 * Stryker is installed on first use, into a folder of its own: its runner wants an older mocha than ours.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { npm } from "./npm";

const root = join(__dirname, "..");
const home = join(root, ".cache", "stryker");
const packages = ["@stryker-mutator/core@9", "@stryker-mutator/mocha-runner@9", "mocha@11"];
const stryker = join(home, "node_modules", "@stryker-mutator", "core", "bin", "stryker.js");
const runner = join(home, "node_modules", "@stryker-mutator", "mocha-runner", "dist", "src", "index.js");

/** They start Redis, other processes or real files in numbers: too slow to be run for each of thousands of mutants. */
const tooSlow = /redis|crash|call-queue|level-journal|open-journal|folder-lock/;

/** Of what begins so, tests that stand elsewhere, too: those of a journal try all its parts. */
const elsewhere = {
  "src/delivery/outbox/log": ["log-journal", "log-journal-faults"].map(
    (name) => `test/src/delivery/outbox/${name}.test.ts`,
  ),
};

void main(process.argv.slice(2));

async function main(named: readonly string[]): Promise<void> {
  await install();
  const mutated = (named.length > 0 ? named : ["src/delivery", "src/client"]).flatMap(sourcesIn);
  const config = join(home, "config.json");
  writeFileSync(config, JSON.stringify(configOf(mutated), null, 2));
  const { status } = spawnSync(process.execPath, [stryker, "run", config], { cwd: root, stdio: "inherit" });
  process.exitCode = status ?? 1;
}

async function install(): Promise<void> {
  if (existsSync(stryker) && existsSync(runner)) return;
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, "package.json"), '{ "name": "stryker", "private": true }\n');
  await npm(home, "install", "--ignore-scripts", "--prefer-offline", ...packages);
}

function configOf(mutated: readonly string[]): object {
  return {
    plugins: [runner],
    testRunner: "mocha",
    testRunnerNodeArgs: ["--import", "tsx"],
    mochaOptions: { spec: testsOf(mutated), "no-config": true, "no-package": true, "no-opts": true },
    coverageAnalysis: "perTest",
    mutate: mutated,
    // What runs once, when a file is loaded, would need a process of its own for each mutant.
    ignoreStatic: true,
    ignorePatterns: [
      "/*",
      ...["src", "test", "nodes", "scripts", "locales", "package.json"].map((path) => `!/${path}`),
    ],
    tempDirName: ".cache/stryker/sandboxes",
    concurrency: 1,
    reporters: ["clear-text", "json"],
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
    jsonReporter: { fileName: join(home, "report.json") },
    allowConsoleColors: false,
  };
}

/** A file, or all in a folder. */
function sourcesIn(path: string): readonly string[] {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => `${path.replace(/\/$/, "")}/${file}`);
}

/** Of each file the one at its path; where there is none, those of its folder, or of the nearest above that has any. */
function testsOf(sources: readonly string[]): readonly string[] {
  const found = sources.flatMap((path) => {
    const own = join("test", path.replace(/\.ts$/, ".test.ts"));
    const beside = existsSync(join(root, own)) ? [own] : testsIn(nearest(join("test", dirname(path))));
    const others = Object.entries(elsewhere).filter(([beginning]) => path.startsWith(beginning));
    return [...beside, ...others.flatMap(([, tests]) => tests)];
  });
  return [...new Set(found)].filter((path) => !tooSlow.test(path));
}

function nearest(folder: string): string {
  return existsSync(join(root, folder)) && testsIn(folder).length > 0 ? folder : nearest(dirname(folder));
}

function testsIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder))
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => `${folder}/${file}`);
}
