import type { LogFile } from "./log-files";
import type { IndexEntry } from "./log-index";

/** One call reads about so many bytes: a call for each value would take many times as long. */
const runBytes = 256 * 1024;
/** What lies between two values is read along with them up to so many bytes. */
const gapBytes = 4 * 1024;
const entriesAtOnce = 500;

/** Values by their keys. */
export type Values = readonly (readonly [key: string, value: Buffer])[];

/**
 * Reads values in the order of the entries given, in groups of a quarter of a megabyte, or one value where it is more.
 *
 * @throws Error with `code` where the file cannot be read; `EIO` where it is shorter than it was
 */
export async function* readValues(file: LogFile, entries: readonly IndexEntry[]): AsyncGenerator<Values> {
  for (let from = 0; from < entries.length;) {
    const to = endOfBatch(entries, from);
    const batch = entries.slice(from, to);
    const values = await readBatch(file, batch);
    yield batch.map(([key]) => [key, values.get(key) ?? Buffer.alloc(0)]);
    from = to;
  }
}

function endOfBatch(entries: readonly IndexEntry[], from: number): number {
  let bytes = 0;
  const last = Math.min(entries.length, from + entriesAtOnce);
  for (let to = from; to < last; to += 1) {
    bytes += entries[to]?.[1].bytes ?? 0;
    if (bytes > runBytes && to > from) return to;
  }
  return last;
}

async function readBatch(file: LogFile, batch: readonly IndexEntry[]): Promise<ReadonlyMap<string, Buffer>> {
  const values = new Map<string, Buffer>();
  const byPosition = [...batch].sort(([, one], [, other]) => one.position - other.position);
  const runs: IndexEntry[][] = [];
  for (const entry of byPosition) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run !== undefined && last !== undefined && entry[1].position - endOf(last) <= gapBytes) run.push(entry);
    else runs.push([entry]);
  }
  await Promise.all(runs.map((run) => readRun(file, run, values)));
  return values;
}

async function readRun(file: LogFile, run: readonly IndexEntry[], values: Map<string, Buffer>): Promise<void> {
  const [first, last] = [run[0], run.at(-1)];
  if (first === undefined || last === undefined) return;
  const start = first[1].position;
  const bytes = Buffer.allocUnsafe(endOf(last) - start);
  if ((await file.read(bytes, start)) < bytes.length) {
    throw Object.assign(new Error("The log is shorter than it was"), { code: "EIO" });
  }
  for (const [key, { position, bytes: length }] of run) {
    values.set(key, bytes.subarray(position - start, position - start + length));
  }
}

function endOf([, { position, bytes }]: IndexEntry): number {
  return position + bytes;
}
