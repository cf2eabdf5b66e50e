import { randomBytes } from "node:crypto";
import { link, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { isChatError } from "../../src/client/chat-error";
import { suffixedFilename } from "../../src/client/files/suffixed-filename";
import { invalidInput } from "../../src/client/invalid-input";
import { saveProblem } from "./save-problem";
import type { SaveTarget } from "./save-target";

/** A file that has been saved. */
export interface SavedFile {
  readonly path: string;
  readonly bytes: number;
}

/** So many files of one name in a folder are a mistake. */
const maxNumber = 9_999;

/**
 * Saves a file: under a temporary name beside its place, which it takes when it is whole. A file that the target names is
 * replaced in one step; one that brings its own name never replaces another, but is numbered: `leaf (2).png`. Whatever
 * ends it before, nothing stays behind.
 *
 * @param content its errors are thrown on as they are
 * @param filename the file's own name, safe; used where the target names none
 * @throws `CHAT_INVALID_INPUT` with an issue on `path` where the file system refuses
 */
export async function saveFile(
  target: SaveTarget,
  content: AsyncIterable<Uint8Array>,
  filename: string,
): Promise<SavedFile> {
  const name = target.filename ?? filename;
  const wanted = join(target.folder, name);
  // Hidden, and cut so far that it is not too long either.
  const passing = join(target.folder, suffixedFilename(`.${name}.part`, `.${randomBytes(6).toString("hex")}`));
  try {
    const bytes = await write(passing, content, target.mode ?? 0o666);
    if (target.filename === undefined) return { path: await moveBesideOthers(passing, target.folder, name), bytes };
    await rename(passing, wanted);
    return { path: wanted, bytes };
  } catch (error) {
    await rm(passing, { force: true }).catch(() => undefined);
    if (isChatError(error)) throw error;
    throw invalidInput("download-file", [{ path: "path", ...saveProblem(error, wanted) }]);
  }
}

async function write(path: string, content: AsyncIterable<Uint8Array>, mode: number): Promise<number> {
  const handle = await open(path, "wx", mode);
  let bytes = 0;
  try {
    for await (const piece of content) {
      await handle.writeFile(piece);
      bytes += piece.length;
    }
  } finally {
    await handle.close();
  }
  return bytes;
}

/** @returns the path that it got */
async function moveBesideOthers(passing: string, folder: string, name: string): Promise<string> {
  for (let number = 1; number <= maxNumber; number += 1) {
    const path = join(folder, number === 1 ? name : suffixedFilename(name, ` (${number})`));
    if (await moveToFree(passing, path)) return path;
  }
  throw Object.assign(new Error("too many"), { code: "EEXIST" });
}

/** @returns whether the name was free */
async function moveToFree(passing: string, path: string): Promise<boolean> {
  try {
    // Unlike a renaming, a second name is never given in the place of another file.
    await link(passing, path);
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code === "EEXIST") return false;
    return moveToReserved(passing, path);
  }
  await rm(passing, { force: true });
  return true;
}

/** Where a file can have only one name (memory cards, some network drives), an empty one holds the place for a moment. */
async function moveToReserved(passing: string, path: string): Promise<boolean> {
  try {
    await (await open(path, "wx")).close();
  } catch (error) {
    if ((error as { code?: unknown }).code === "EEXIST") return false;
    throw error;
  }
  try {
    await rename(passing, path);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  return true;
}
