/** Packs and installs the palette for the tests, before the processes that share it begin. */
import { packedPalette } from "./packed-palette";

packedPalette().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
