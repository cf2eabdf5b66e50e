/** Packs and installs the palette for the tests, before the processes that share it begin. */
import { packedPalette } from "./packed-palette";

packedPalette().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
