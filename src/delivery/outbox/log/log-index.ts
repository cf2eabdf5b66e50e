import { changesIn, headBytes } from "./log-record";

/** Where a value lies in its file. */
export interface ValuePlace {
  readonly position: number;
  readonly bytes: number;
}

/** A key and the place of its value. */
export type IndexEntry = readonly [key: string, place: ValuePlace];

/** What of a log counts: the place of each key's value. The values themselves stay on the disk. */
export interface LogIndex {
  /** Takes in the changes of a record that lies at this position. */
  apply(record: Buffer, position: number): void;
  /** All there is now, by key, lowest first. */
  sorted(): readonly IndexEntry[];
  /** About how many bytes a log would have with nothing in it but this. */
  readonly liveBytes: number;
}

/** Creates one of an empty log. */
export function createLogIndex(): LogIndex {
  const places = new Map<string, ValuePlace>();
  let liveBytes = 0;

  return {
    apply(record, position) {
      for (const { key, valueAt, valueBytes } of changesIn(record)) {
        const old = places.get(key);
        if (old !== undefined) liveBytes -= weightOf(key, old.bytes);
        if (valueAt === undefined) places.delete(key);
        else {
          places.set(key, { position: position + valueAt, bytes: valueBytes });
          liveBytes += weightOf(key, valueBytes);
        }
      }
    },
    sorted: () => [...places].sort(([one], [other]) => (one < other ? -1 : 1)),
    get liveBytes() {
      return liveBytes;
    },
  };
}

function weightOf(key: string, valueBytes: number): number {
  return headBytes + key.length + valueBytes;
}
