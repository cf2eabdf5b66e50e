import { open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { syncFolder } from "../sync-folder";

/**
 * All that is in LevelDB's folder is on the disk when it resolves. What it holds must have been closed: LevelDB has no
 * call for this, and a log that it has just replaced by another is not synced by a later write.
 */
export async function syncFiles(folder: string): Promise<void> {
  const names = await readdir(folder);
  const data = names.filter((name) => /\.(?:ldb|sst|log)$|^MANIFEST-|^CURRENT$/.test(name));
  for (const name of data) {
    const handle = await open(join(folder, name), "r+");
    await handle.datasync().finally(() => handle.close());
  }
  await syncFolder(folder);
}
