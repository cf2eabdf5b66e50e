import { measuredBranches } from "./measured-branches";
import type { FileBranches } from "./measured-branches";

/** Of a hundred branches of `src/`, how many at least the tests must take. */
const leastPercent = 95;
/** Files that are named when it is fewer. */
const mostNamed = 15;

/**
 * Whether the tests take enough branches of `src/`; prints how many, and where it is not enough, the files with the most that
 * no test takes.
 *
 * The emulator's page counts as far as tests run it outside a browser; those that run it inside cannot be measured here.
 *
 * @param collected what `collect-coverage.ts` has written, a file for each process
 * @param all whether to print every file that has such branches
 */
export async function checkBranches(collected: readonly string[], all = false): Promise<boolean> {
  const files = await measuredBranches(collected);
  const covered = sum(files, (each) => each.covered);
  const total = sum(files, (each) => each.total);
  const isEnough = covered * 100 >= total * leastPercent;
  const missing = files
    .filter(({ missed }) => missed.length > 0)
    .sort((one, other) => other.missed.length - one.missed.length);
  if (!isEnough || all) print(missing.slice(0, all ? missing.length : mostNamed));
  const percent = ((100 * covered) / total).toFixed(2);
  process.stdout.write(
    `\n  ${percent} % of the branches of src/ taken (${covered} of ${total}), at least ${leastPercent} % wanted\n`,
  );
  return isEnough;
}

function print(files: readonly FileBranches[]): void {
  process.stdout.write("\n  Branches that no test takes\n");
  for (const { path, covered, total, missed } of files) {
    process.stdout.write(`  ${path}: ${total - covered} of ${total}, at ${missed.join(", ")}\n`);
  }
}

function sum(files: readonly FileBranches[], of: (file: FileBranches) => number): number {
  return files.reduce((before, file) => before + of(file), 0);
}
