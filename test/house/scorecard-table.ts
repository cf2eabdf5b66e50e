/** Prints how the package does on the node library's scorecard: `npx tsx test/house/scorecard-table.ts`. */
import { packedPalette } from "../real/packed-palette";
import { scorecard } from "./scorecard";

async function main(): Promise<void> {
  const rows = scorecard((await packedPalette()).folder).map(({ id, asks, found, passes }) => [
    id,
    passes ? "passes" : "WARNS",
    asks,
    found,
  ]);
  const lines = [["rule", "", "asks for", "found"], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...lines.map((line) => (line[column] ?? "").length)));
  for (const line of lines)
    process.stdout.write(
      `${line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd()}\n`,
    );
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
