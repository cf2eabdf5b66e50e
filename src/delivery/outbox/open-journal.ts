import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { isChatError } from "../../client/chat-error";
import { readFormat, writeFormat } from "./folder/folder-format";
import type { JournalKind } from "./folder/folder-format";
import { lockFolder } from "./folder/folder-lock";
import { makeOwnFolder } from "./folder/own-folder";
import type { Journal } from "./journal";
import { openLevelJournal } from "./level-journal";
import { loadClassicLevel } from "./level/load-classic-level";
import type { ClassicLevelModule } from "./level/load-classic-level";
import type { LogFiles } from "./log/log-files";
import { openLogJournal } from "./log-journal";
import { outboxTrouble } from "./outbox-trouble";
import { syncFolder } from "./sync-folder";

/** What tests change. */
export interface JournalOptions {
  /** What a new folder is kept in; default: LevelDB where classic-level loads, else the log. */
  readonly kind?: JournalKind;
  /** Default: the package. */
  readonly loadLevel?: () => Promise<ClassicLevelModule>;
  /** The log's file system; default: the machine's own. */
  readonly files?: LogFiles;
}

/** Folders that are open in this process, whichever copy of this file opened them. */
const open: Set<string> = ((globalThis as Record<symbol, unknown>)[Symbol.for("@chat-flows/open-journals")] ??=
  new Set<string>()) as Set<string>;

/**
 * Opens the journal of a folder, which is made where it is not there. It belongs to its owner alone, and to one process
 * at a time. A folder that holds something is opened as what it is.
 *
 * @throws `CHAT_NOT_CONFIGURED` with problem `outbox-folder-unwritable`, `outbox-in-use`, `outbox-newer-version` or
 * `outbox-unreadable` (damaged, or kept by LevelDB where classic-level does not load)
 */
export async function openJournal(folder: string, options: JournalOptions = {}): Promise<Journal> {
  const key = resolve(folder);
  // Also because LevelDB lets its lock go where the same process asks for it again.
  if (open.has(key)) throw outboxTrouble("outbox", "outbox-in-use", { found: folder });
  open.add(key);
  try {
    const { journal, unlock } = await openOwn(folder, options);
    const end = async (): Promise<void> => {
      await unlock?.();
      open.delete(key);
    };
    let closing: Promise<void> | undefined;
    return { ...journal, close: () => (closing ??= journal.close().finally(end)) };
  } catch (error) {
    open.delete(key);
    throw troubleOf(error, folder);
  }
}

interface OpenJournal {
  readonly journal: Journal;
  readonly unlock?: () => Promise<void>;
}

async function openOwn(
  folder: string,
  { kind, files, loadLevel = loadClassicLevel }: JournalOptions,
): Promise<OpenJournal> {
  await makeOwnFolder(folder);
  const format = await readFormat(folder);
  const level = (format ?? kind) === "log" ? undefined : await loadLevel().catch(() => undefined);
  if (level === undefined && format === "level") {
    throw outboxTrouble("outbox", "outbox-unreadable", { found: folder, reason: "classic-level" });
  }
  const chosen = level === undefined ? "log" : "level";
  const inside = join(folder, chosen);
  await mkdir(inside, { recursive: true, mode: 0o700 });
  if (format === undefined) await writeFormat(folder, chosen);
  await syncFolder(folder);
  if (level !== undefined) return { journal: await openLevelJournal(inside, level) };
  const unlock = await lockFolder(inside);
  try {
    return { journal: await openLogJournal(inside, files === undefined ? {} : { files }), unlock };
  } catch (error) {
    await unlock();
    throw error;
  }
}

/** Names the whole folder, whatever it was in it: that is what somebody would move elsewhere. */
function troubleOf(error: unknown, folder: string): unknown {
  if (isChatError(error)) {
    const [{ problem, params = {} } = { problem: undefined }] = error.details.issues ?? [];
    if (problem === undefined || problem === "outbox-newer-version") return error;
    return outboxTrouble("outbox", problem, { ...params, found: folder });
  }
  const { code } = error as NodeJS.ErrnoException;
  if (code === "LEVEL_LOCKED") return outboxTrouble("outbox", "outbox-in-use", { found: folder });
  const isUnreadable = code === undefined || ["EIO", "ENOENT", "LEVEL_CORRUPTION"].includes(code);
  const problem = isUnreadable ? "outbox-unreadable" : "outbox-folder-unwritable";
  return outboxTrouble("outbox", problem, { found: folder, reason: code ?? "damaged" });
}
