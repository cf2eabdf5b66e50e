import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";

/** What an editor's address ends with to begin the tour at once. */
export const demoTourHash = "#demo-tour";

/**
 * Builds the guided tour through the demo's flow into a user directory.
 *
 * @returns the settings of Node-RED with which its editor offers the tour; it begins only when somebody asks for it, in the
 * list of actions or with {@link demoTourHash}
 */
export function demoTourSettings(userDir: string): Readonly<Record<string, unknown>> {
  const folder = join(userDir, "demo-tour");
  mkdirSync(folder, { recursive: true });
  // The editor runs a script as it loads, and imports the tour when it is asked for: a module, from an address of its own.
  for (const [entry, format] of [
    ["demo-tour-start", "iife"],
    ["demo-tour-steps", "esm"],
  ] as const) {
    buildSync({
      entryPoints: [join(__dirname, `${entry}.ts`)],
      outdir: folder,
      bundle: true,
      format,
      target: "es2021",
      charset: "utf8",
      logLevel: "warning",
    });
  }
  return {
    httpStatic: [{ path: folder, root: "/demo-tour/" }],
    // Node-RED's own tour would come first, unasked.
    editorTheme: {
      tours: false,
      palette: { catalogues: [] },
      page: { scripts: [join(folder, "demo-tour-start.js")] },
    },
  };
}
