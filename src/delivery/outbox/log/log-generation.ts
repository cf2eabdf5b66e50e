import { join } from "node:path";
import { outboxTrouble } from "../outbox-trouble";
import type { LogFile, LogFiles } from "./log-files";
import { createLogIndex } from "./log-index";
import type { LogIndex } from "./log-index";
import { makeRawRecord, sealRecord } from "./log-record";
import type { Values } from "./read-values";
import { scanLog } from "./scan-log";

/** One file of a log. Compacting writes the next, so that whoever still reads the old one can end. */
export interface LogGeneration {
  readonly number: number;
  readonly path: string;
  readonly file: LogFile;
  readonly index: LogIndex;
  /** Where its records end, bytes. */
  length: number;
  /** How much of it is on the disk, for certain, bytes. */
  synced: number;
}

const version = 1;
const header = Buffer.from(`agora-chat-outbox-log ${version}\n`);
const longestHeader = 40;

/**
 * Opens the newest file in a folder, or makes the first. What a write left that never ended is cut off.
 *
 * @throws `CHAT_NOT_CONFIGURED` where a newer version has written it, or it is damaged; what the file system throws
 */
export async function openGeneration(folder: string, files: LogFiles): Promise<LogGeneration> {
  const names = await files.list(folder);
  const numbers = names.map(numberOf).filter((number) => number !== undefined);
  const number = Math.max(...numbers, 0);
  const generation =
    number > 0
      ? await readGeneration(folder, number, files)
      : await writeGeneration(folder, 1, (async function* () {})(), files);
  try {
    // Also what a process wrote that was killed before it could sync.
    await generation.file.sync();
    await files.syncFolder(folder);
    generation.synced = generation.length;
  } catch (error) {
    await generation.file.close().catch(() => undefined);
    throw error;
  }
  const left = names.filter((name) => name.endsWith(".log.new") || (numberOf(name) ?? number) < number);
  await Promise.all(left.map((name) => files.remove(join(folder, name)).catch(() => undefined)));
  return generation;
}

/**
 * Writes a file that holds just these values. It has its name, and its bytes are on the disk, when the promise resolves;
 * its name is once the folder has been synced.
 */
export async function writeGeneration(
  folder: string,
  number: number,
  values: AsyncIterable<Values>,
  files: LogFiles,
): Promise<LogGeneration> {
  const path = join(folder, `${String(number).padStart(8, "0")}.log`);
  const file = await files.open(`${path}.new`, "new");
  const index = createLogIndex();
  let length = header.length;
  try {
    await file.write(header, 0);
    for await (const group of values) {
      const record = makeRawRecord(group);
      sealRecord(record, 0);
      await file.write(record, length);
      index.apply(record, length);
      length += record.length;
    }
    await file.sync();
    await files.rename(`${path}.new`, path);
  } catch (error) {
    await file.close().catch(() => undefined);
    // Under its own name, too, should the renaming have failed half-way: a later opening would take it for the newest.
    await Promise.all([`${path}.new`, path].map((name) => files.remove(name).catch(() => undefined)));
    throw error;
  }
  return { number, path, file, index, length, synced: length };
}

async function readGeneration(folder: string, number: number, files: LogFiles): Promise<LogGeneration> {
  const name = `${String(number).padStart(8, "0")}.log`;
  const path = join(folder, name);
  const file = await files.open(path, "existing");
  try {
    await requireHeader(file, folder);
    const size = await file.size();
    const { index, length, damagedAt } = await scanLog(file, header.length, size);
    if (damagedAt !== undefined) throw unreadable(folder, `${name}: damage at byte ${damagedAt}`);
    if (length < size) await file.truncate(length);
    return { number, path, file, index, length, synced: 0 };
  } catch (error) {
    await file.close().catch(() => undefined);
    throw error;
  }
}

async function requireHeader(file: LogFile, folder: string): Promise<void> {
  const start = Buffer.alloc(longestHeader);
  const text = start.toString("latin1", 0, await file.read(start, 0));
  const found = /^agora-chat-outbox-log (\d+)\n/.exec(text)?.[1];
  if (found === undefined) throw unreadable(folder, "no header");
  if (Number(found) > version) throw outboxTrouble("outbox", "outbox-newer-version", { found });
}

function unreadable(folder: string, reason: string): Error {
  return outboxTrouble("outbox", "outbox-unreadable", { found: folder, reason });
}

function numberOf(name: string): number | undefined {
  const digits = /^(\d{8})\.log$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
