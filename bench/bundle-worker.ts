import { join } from "node:path";
import { build } from "esbuild";

/**
 * Makes one JavaScript file of a worker: its process begins in a tenth of a second, and runs what users run, not what
 * a loader of TypeScript adds to it.
 *
 * @param name its path from here, without `.ts`
 * @returns the file's path
 */
export async function bundleWorker(name: string): Promise<string> {
  const outfile = join(__dirname, "..", ".cache", "bench", "workers", `${name.replaceAll("/", "-")}.js`);
  await build({
    entryPoints: [join(__dirname, `${name}.ts`)],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    // Loaded where they are used.
    external: ["classic-level", "bullmq", "ioredis"],
    logLevel: "warning",
  });
  return outfile;
}
