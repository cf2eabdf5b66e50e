import { closedError, createGroupCommit } from "./group-commit";
import type { Journal } from "./journal";
import { diskFiles } from "./log/log-files";
import type { LogFiles } from "./log/log-files";
import { openGeneration, writeGeneration } from "./log/log-generation";
import type { LogGeneration } from "./log/log-generation";
import { makeRecord, sealRecord } from "./log/log-record";
import { readValues } from "./log/read-values";

/** What tests change about a log. */
export interface LogOptions {
  /** Default: the machine's own. */
  readonly files?: LogFiles;
  /** How many bytes that count no more there must be, at least, before the log is written anew; default 4 MiB. */
  readonly leastDeadBytes?: number;
}

/**
 * Opens a journal that is a file to which records are only ever appended, each with a checksum; for machines where
 * classic-level does not load. Values stay on the disk: of an entry only its key and place are in memory.
 *
 * When more of the file is dead than alive, what lives goes to a new file; writers wait for that.
 *
 * @param folder is there, and belongs to this journal alone
 * @throws `CHAT_NOT_CONFIGURED` where a newer version has written it, or it is damaged; what the file system throws
 */
export async function openLogJournal(folder: string, options: LogOptions = {}): Promise<Journal> {
  const { files = diskFiles, leastDeadBytes = 4 * 2 ** 20 } = options;
  let log = await openGeneration(folder, files);
  /** Those that are read no more by writers, but still by a reader. */
  const retired = new Set<LogGeneration>();
  const readers = new Map<LogGeneration, number>();
  /** Files that may go when the name of their successor is on the disk. */
  let outdated: readonly string[] = [];
  /** Whether the newest file's name may not be on the disk yet. */
  let owesFolderSync = false;
  /** Whether the file may not hold what we think: all is written to a new one before anything else. */
  let isSuspect = false;
  let compactAbove = 0;
  let closing: Promise<void> | undefined;

  const commits = createGroupCommit<Buffer>({ commit, tidy });

  async function commit(records: readonly Buffer[], durable: boolean): Promise<void> {
    if (isSuspect) await rewrite();
    if (durable && owesFolderSync) await syncName();
    for (const record of records) sealRecord(record, log.synced);
    const bytes = Buffer.concat(records);
    let isWritten = false;
    try {
      await log.file.write(bytes, log.length);
      isWritten = true;
      if (durable) await log.file.sync();
    } catch (error) {
      await takeBack(isWritten);
      throw error;
    }
    for (const record of records) {
      log.index.apply(record, log.length);
      log.length += record.length;
    }
    if (durable) log.synced = log.length;
  }

  /** Nothing of a group that failed may be found later. */
  async function takeBack(hasSyncFailed: boolean): Promise<void> {
    try {
      await log.file.truncate(log.length);
      if (hasSyncFailed) await log.file.sync();
    } catch {
      isSuspect = true;
    }
    // Linux drops what it could not write, and says so only once: the next sync succeeds without it. Groups that were
    // written before without a sync may be among that.
    if (hasSyncFailed) isSuspect = true;
  }

  async function rewrite(): Promise<void> {
    const old = log;
    log = await writeGeneration(folder, old.number + 1, readValues(old.file, old.index.sorted()), files);
    isSuspect = false;
    owesFolderSync = true;
    outdated = [...outdated, old.path];
    retired.add(old);
    await closeUnread(old);
  }

  /** Until then a power cut would bring the old file back, so that nothing durable may be promised before. */
  async function syncName(): Promise<void> {
    await files.syncFolder(folder);
    owesFolderSync = false;
    const paths = outdated;
    outdated = [];
    await Promise.all(paths.map((path) => files.remove(path).catch(() => undefined)));
  }

  async function closeUnread(old: LogGeneration): Promise<void> {
    if (readers.has(old) || !retired.delete(old)) return;
    await old.file.close().catch(() => undefined);
  }

  async function tidy(): Promise<void> {
    const dead = log.length - log.index.liveBytes;
    if (dead <= Math.max(leastDeadBytes, log.index.liveBytes) || log.length < compactAbove) return;
    try {
      await rewrite();
      await syncName();
    } catch {
      // Probably the disk is full; the journal works on with the file it has.
      compactAbove = log.length + leastDeadBytes;
    }
  }

  async function close(): Promise<void> {
    await commits.close();
    try {
      if (isSuspect || owesFolderSync || log.synced < log.length) await commit([], true);
    } finally {
      await Promise.all([log, ...retired].map(({ file }) => file.close().catch(() => undefined)));
    }
  }

  return {
    async *entries() {
      if (closing !== undefined) throw closedError();
      const read = log;
      readers.set(read, (readers.get(read) ?? 0) + 1);
      try {
        for await (const values of readValues(read.file, read.index.sorted())) {
          for (const [key, value] of values) yield [key, value.toString()];
        }
      } finally {
        const others = (readers.get(read) ?? 1) - 1;
        if (others > 0) readers.set(read, others);
        else readers.delete(read);
        await closeUnread(read);
      }
    },
    async write(changes, durable) {
      const record = makeRecord(changes);
      await commits.write(record, record.length, durable);
    },
    close() {
      closing ??= close();
      return closing;
    },
  };
}
