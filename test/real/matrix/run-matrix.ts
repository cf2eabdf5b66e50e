/**
 * `npm run matrix`: the packed palette in each Node-RED on each Node.js that fits, and a table of what works there. Missing
 * versions come from the registry on first use.
 */
import { checks } from "./checks";
import { cells, nameOf } from "./cells";
import type { Cell } from "./cells";
import { openCell } from "./open-cell";
import { packedPalette } from "../packed-palette";

/** A line of the table. */
interface Row {
  readonly name: string;
  readonly startMs: number;
  readonly failures: readonly string[];
}

void main();

async function main(): Promise<void> {
  await packedPalette();
  const rows: Row[] = [];
  // One at a time: their times are to be compared.
  for (const cell of cells) rows.push(await runCell(cell));
  print(rows);
  process.exitCode = rows.some(({ failures }) => failures.length > 0) ? 1 : 0;
}

async function runCell(cell: Cell): Promise<Row> {
  process.stdout.write(`\n${nameOf(cell)}\n`);
  const open = await openCell(cell);
  const failures: string[] = [];
  try {
    for (const { name, run } of checks) {
      open.emulator.reset();
      const problem = await run(open).then(
        () => undefined,
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
      process.stdout.write(`  ${problem === undefined ? "✔" : "✘"} ${name}\n`);
      if (problem !== undefined) failures.push(`${name}: ${problem}`);
    }
  } finally {
    await open.close();
  }
  const versions = open.nodeRed.lines().flatMap((line) => /version: v([\d.]+)/.exec(line)?.[1] ?? []);
  return { name: `${versions[0] ?? "?"} | ${versions[1] ?? "?"}`, startMs: open.startMs, failures };
}

function print(rows: readonly Row[]): void {
  process.stdout.write("\n| Node-RED | Node.js | Ready after | Passed |\n| --- | --- | ---: | ---: |\n");
  for (const { name, startMs, failures } of rows) {
    const passed = `${checks.length - failures.length} of ${checks.length}`;
    process.stdout.write(`| ${name} | ${(startMs / 1000).toFixed(1)} s | ${passed} |\n`);
  }
  process.stdout.write("\nNode-RED 5 does not run on Node.js 20.\n");
  for (const { name, failures } of rows)
    for (const failure of failures) process.stdout.write(`\n${name}: ${failure}\n`);
}
