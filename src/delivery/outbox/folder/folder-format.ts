import { open, readFile, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { outboxTrouble } from "../outbox-trouble";
import { syncFolder } from "../sync-folder";

/** What keeps the journal of a folder: LevelDB, or our own log. */
export type JournalKind = "level" | "log";

const version = 1;
const name = "format";

/**
 * Reads what a folder is kept in.
 *
 * @returns `undefined` where nothing has been kept there yet
 * @throws `CHAT_NOT_CONFIGURED` where a newer version has written it, or nobody can tell; what the file system throws
 */
export async function readFormat(folder: string): Promise<JournalKind | undefined> {
  const text = await readFile(join(folder, name), "utf8").catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const [, kind, number] = /^([a-z]+) (\d+)\n$/.exec(text) ?? [];
  if (kind === undefined) throw outboxTrouble("outbox", "outbox-unreadable", { found: folder, reason: name });
  if ((kind === "level" || kind === "log") && Number(number) === version) return kind;
  throw outboxTrouble("outbox", "outbox-newer-version", { found: text.trim() });
}

/** Says it; on the disk, whole, when the promise resolves. To be done before anything is kept. */
export async function writeFormat(folder: string, kind: JournalKind): Promise<void> {
  const path = join(folder, name);
  const file = await open(`${path}.new`, "w", 0o600);
  try {
    await file.writeFile(`${kind} ${version}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
  await syncFolder(dirname(path));
}
