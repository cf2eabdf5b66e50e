import { chmod, mkdir, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { syncFolder } from "../sync-folder";

/**
 * Makes a folder, and those above it, or takes the one that is there; it belongs to its owner alone then, and so does all
 * that is in it. On file systems that know no owners it stays as it is.
 *
 * @throws Error with Node.js's own `code`
 */
export async function makeOwnFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) await tighten(folder);
  else for (let made = folder; made !== dirname(first); made = dirname(made)) await syncFolder(dirname(made));
}

async function tighten(folder: string): Promise<void> {
  await chmod(folder, 0o700).catch(() => undefined);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await tighten(path);
    else if (entry.isFile()) await chmod(path, 0o600).catch(() => undefined);
  }
}
