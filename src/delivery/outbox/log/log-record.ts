import type { JournalChange } from "../journal";
import { keyOf, requireKeys } from "../journal-key";
import { crc32 } from "./crc32";

/** A change as it lies in a record. */
export interface RecordChange {
  readonly key: string;
  /** Where its value begins, bytes from the beginning of the record; `undefined`: the key is removed. */
  readonly valueAt: number | undefined;
  readonly valueBytes: number;
}

/** What stands before the changes of a record. */
export interface RecordHead {
  /** Of the whole record, with its head. */
  readonly bytes: number;
  /** How much of the log was on the disk, for certain, when the record was written: bytes from its beginning. */
  readonly synced: number;
}

/**
 * Begins every record, to find those behind a damaged one. Its first byte stands in no UTF-8 text.
 *
 * A record is one group of changes: mark (4 bytes), bytes of what follows the head (4), synced (6), CRC-32 of all but the
 * mark and itself (4), then the changes: 1 put or 2 remove (1), bytes of the key (2), bytes of the value (4), key, value.
 * Numbers are little-endian.
 */
export const recordMark = Buffer.from([0xff, 0x4c, 0x4f, 0x47]);
/** Bytes. */
export const headBytes = 18;
const changeBytes = 7;
const place = { payloadBytes: 4, synced: 8, checksum: 14 } as const;
const kinds = { put: 1, remove: 2 } as const;

/**
 * Makes a record that is whole but for its head; {@link sealRecord} completes it.
 *
 * @throws RangeError for a key that no journal takes
 */
export function makeRecord(changes: readonly JournalChange[]): Buffer {
  requireKeys(changes);
  const values = changes.map((change) => ("put" in change ? Buffer.from(change.value) : Buffer.alloc(0)));
  return makeRawRecord(changes.map((change, at) => [keyOf(change), "put" in change ? values[at] : undefined]));
}

/** The same with values as bytes; `undefined` removes the key. */
export function makeRawRecord(changes: readonly (readonly [key: string, value: Buffer | undefined])[]): Buffer {
  const sizes = changes.map(([key, value]) => changeBytes + key.length + (value?.length ?? 0));
  const record = Buffer.allocUnsafe(sizes.reduce((sum, size) => sum + size, headBytes));
  let at = headBytes;
  for (const [key, value] of changes) {
    at = record.writeUInt8(value === undefined ? kinds.remove : kinds.put, at);
    at = record.writeUInt16LE(key.length, at);
    at = record.writeUInt32LE(value?.length ?? 0, at);
    at += record.write(key, at, "latin1");
    at += value?.copy(record, at) ?? 0;
  }
  return record;
}

/** Completes a record right before it is written. */
export function sealRecord(record: Buffer, synced: number): void {
  recordMark.copy(record);
  record.writeUInt32LE(record.length - headBytes, place.payloadBytes);
  record.writeUIntLE(synced, place.synced, 6);
  record.writeUInt32LE(checksumOf(record), place.checksum);
}

/** @returns what the head of a record says; `undefined` where none begins there */
export function readHead(bytes: Buffer): RecordHead | undefined {
  if (bytes.length < headBytes || bytes.compare(recordMark, 0, 4, 0, 4) !== 0) return undefined;
  return { bytes: headBytes + bytes.readUInt32LE(place.payloadBytes), synced: bytes.readUIntLE(place.synced, 6) };
}

/** Whether a record is as it was written. */
export function isSound(record: Buffer): boolean {
  return record.readUInt32LE(place.checksum) === checksumOf(record);
}

/** The changes of a sound record, in their order. */
export function changesIn(record: Buffer): readonly RecordChange[] {
  const changes: RecordChange[] = [];
  for (let at = headBytes; at < record.length;) {
    const keyAt = at + changeBytes;
    const valueAt = keyAt + record.readUInt16LE(at + 1);
    const valueBytes = record.readUInt32LE(at + 3);
    const isPut = record.readUInt8(at) === kinds.put;
    changes.push({
      key: record.toString("latin1", keyAt, valueAt),
      valueAt: isPut ? valueAt : undefined,
      valueBytes,
    });
    at = valueAt + valueBytes;
  }
  return changes;
}

function checksumOf(record: Buffer): number {
  return crc32(record.subarray(headBytes), crc32(record.subarray(place.payloadBytes, place.checksum)));
}
