import { open } from "node:fs/promises";

/** What systems say that do not sync folders, or do not open them at all. */
const notOffered: readonly unknown[] = ["EACCES", "EINVAL", "EISDIR", "ENOTSUP", "EPERM"];

/** A name in a folder survives a power cut only when the folder is on the disk, too; that is so when this resolves. */
export async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder);
    await handle.sync().finally(() => handle.close());
  } catch (error) {
    if (!notOffered.includes((error as NodeJS.ErrnoException).code)) throw error;
  }
}
