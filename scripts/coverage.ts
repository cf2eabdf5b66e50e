/**
 * `npm run coverage`: runs the tests, those of real Node-REDs aside, and prints each branch of `src/` that none of them takes.
 *
 * `npm run coverage -- test/src/client` asks the same of these tests alone.
 */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { checkBranches } from "./check-branches";

const root = join(__dirname, "..");
const everythingElse = ["test/**/*.test.ts", "--ignore", "test/real/**"];
const collected = join(root, ".cache", "coverage.json");

void main(process.argv.slice(2));

async function main(filters: readonly string[]): Promise<void> {
  rmSync(collected, { force: true });
  const tests = filters.length > 0 ? filters : everythingElse;
  const { status } = spawnSync(process.execPath, ["--import", "tsx", join(__dirname, "test.ts"), ...tests], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, CHAT_FLOWS_COVERAGE: collected },
  });
  const isEnough = await checkBranches([collected], true);
  process.exitCode = status !== 0 ? (status ?? 1) : isEnough ? 0 : 1;
}
