/** Prints how large the package is, packed and with all that it brings: `npx tsx test/house/installed-sizes-table.ts`. */
import { statSync } from "node:fs";
import packageJson from "../../package.json";
import { packedPalette } from "../real/packed-palette";
import { installedSizes } from "./installed-sizes";

async function main(): Promise<void> {
  const { tarball, nodeModules } = await packedPalette();
  const rows = [
    { name: "packed", bytes: statSync(tarball).size, packages: 1 },
    ...installedSizes(nodeModules, packageJson.name),
  ];
  for (const { name, bytes, packages } of rows) {
    const size = (bytes / 1_000_000).toFixed(2).padStart(6);
    process.stdout.write(`${name.padEnd(32)} ${size} MB  ${packages} ${packages === 1 ? "package" : "packages"}\n`);
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
