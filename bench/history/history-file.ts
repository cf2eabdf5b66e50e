import { createWriteStream, existsSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { historyLine } from "./history-lines";

const folder = join(__dirname, "..", "..", ".cache", "bench");

/** Of another content the file has to have another name. */
const version = 1;

/**
 * Makes a gzipped file of history with so many lines, unless an earlier run has.
 *
 * @returns its path
 */
export async function historyFile(lines: number): Promise<string> {
  const path = join(folder, `history-${lines}-${version}.gz`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  await pipeline(Readable.from(blocks(lines)), createGzip(), createWriteStream(unfinished));
  renameSync(unfinished, path);
  return path;
}

function* blocks(lines: number): Generator<Buffer> {
  for (let start = 0; start < lines; start += 500) {
    const length = Math.min(500, lines - start);
    yield Buffer.from(Array.from({ length }, (_, index) => historyLine(start + index)).join(""));
  }
}
