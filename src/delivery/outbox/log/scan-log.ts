import type { LogFile } from "./log-files";
import { createLogIndex } from "./log-index";
import type { LogIndex } from "./log-index";
import { headBytes, isSound, readHead, recordMark } from "./log-record";

/** What a log holds. */
export interface ScannedLog {
  readonly index: LogIndex;
  /** Where its last sound record ends, bytes; what follows was never completed. */
  readonly length: number;
  /** Where it is damaged, bytes from its beginning; `undefined` where it is whole, or only its end is missing. */
  readonly damagedAt: number | undefined;
}

const windowBytes = 2 ** 20;

/**
 * Reads all records of a log.
 *
 * A bad record can be a write that never ended: a process was killed, or a power cut came, after which later pages of a
 * file can be on the disk and earlier ones not. That is no damage, because nothing from there on had been promised. It is
 * damage when a sound record behind it says that the log had been on the disk beyond that point.
 *
 * @param from where the first record begins
 * @param size of the file
 */
export async function scanLog(file: LogFile, from: number, size: number): Promise<ScannedLog> {
  const index = createLogIndex();
  let position = from;
  for (let wanted = 0; position < size;) {
    const window = await readWindow(file, position, wanted);
    const taken = takeRecords(window, position, index);
    position += taken;
    wanted = taken > 0 ? 0 : (readHead(window)?.bytes ?? 0);
    // Neither was there anything sound, nor is it only that the window is too small.
    if (taken === 0 && (wanted <= window.length || wanted > size - position)) break;
  }
  const isDamaged = position < size && (await isSyncedBeyond(file, position, size));
  return { index, length: position, damagedAt: isDamaged ? position : undefined };
}

/** Without waiting in between: there can be thousands. @returns how many bytes they are */
function takeRecords(window: Buffer, position: number, index: LogIndex): number {
  let taken = 0;
  for (let record; (record = recordAt(window, taken)) !== undefined; taken += record.length) {
    index.apply(record, position + taken);
  }
  return taken;
}

/** @returns the whole and sound record that begins there, if there is one */
function recordAt(window: Buffer, at: number): Buffer | undefined {
  const head = readHead(window.subarray(at));
  if (head === undefined || at + head.bytes > window.length) return undefined;
  const record = window.subarray(at, at + head.bytes);
  return isSound(record) ? record : undefined;
}

/** Whether a sound record behind a bad one says that the bad one had been on the disk. */
async function isSyncedBeyond(file: LogFile, bad: number, size: number): Promise<boolean> {
  for (let position = bad + 1; position < size;) {
    const window = await readWindow(file, position, 0);
    for (let at = -1; (at = window.indexOf(recordMark, at + 1)) >= 0;) {
      const head = readHead(window.subarray(at));
      if (head === undefined || head.synced <= bad || head.bytes > size - position - at) continue;
      const isInside = head.bytes <= window.length - at;
      const bytes = isInside ? window.subarray(at) : await readWindow(file, position + at, head.bytes);
      if (recordAt(bytes, 0) !== undefined) return true;
    }
    // A head may begin in these bytes and end in the next.
    position += Math.max(window.length - headBytes + 1, 1);
  }
  return false;
}

/** @returns a megabyte from there on, or as much as is wanted; less where the file ends */
async function readWindow(file: LogFile, position: number, wanted: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(Math.max(wanted, windowBytes));
  return bytes.subarray(0, await file.read(bytes, position));
}
