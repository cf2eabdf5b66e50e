/**
 * `npm test`: lint, build, then every test, in one mocha process that must come to its end by itself.
 *
 * `npm test -- test/src/client` runs only what is named (files, folders or patterns; mocha's own options, too), without
 * lint and build: for the minute-to-minute work.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..");
const cache = join(root, ".cache");

void main(process.argv.slice(2));

async function main(filters: readonly string[]): Promise<void> {
  const steps: readonly (() => Promise<number>)[] =
    filters.length > 0
      ? [() => mocha(filters.map(toPattern), {})]
      : [
          () => run("npm", ["run", "--silent", "lint"], {}),
          () => run("npm", ["run", "--silent", "build"], {}),
          () => mocha(["test/**/*.test.ts"], { CHAT_FLOWS_BUILT: "1" }),
        ];
  for (const step of steps) {
    process.exitCode = await step();
    if (process.exitCode !== 0) return;
  }
}

function mocha(args: readonly string[], env: Readonly<Record<string, string>>): Promise<number> {
  mkdirSync(cache, { recursive: true });
  const options = ["--forbid-only", "--timeout", "10000", "--file", "test/end-on-request.ts"];
  const reporter = ["--reporter", "./scripts/spec-and-counts-reporter.ts"];
  const binary = join(root, "node_modules", "mocha", "bin", "mocha.js");
  return run(process.execPath, ["--import", "tsx", binary, ...options, ...reporter, ...args], env);
}

function toPattern(filter: string): string {
  const path = join(root, filter);
  return existsSync(path) && statSync(path).isDirectory() ? `${filter.replace(/\/+$/, "")}/**/*.test.ts` : filter;
}

/** @returns its exit code; 1 where a signal ended it */
function run(command: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: "inherit",
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
