import type { Stats } from "node:fs";
import { open, stat } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { basename } from "node:path";
import { isChatError } from "../chat-error";
import { bad, good } from "../parsing/rule";
import type { Problem, Reading } from "../parsing/rule";
import { tooLarge } from "./file-limit";
import type { FileSource } from "./file-source";
import { pieceBytes } from "./file-source";
import { invalidInput } from "../invalid-input";

/**
 * Looks at a file on a disk. Nothing stays open: each reading opens it and closes it, whether it comes to its end or not,
 * and throws `CHAT_INVALID_INPUT` where it is not the file any more that was looked at.
 *
 * @param location a whole path
 * @param path the field that it comes from
 */
export async function diskSource(location: string, path: string): Promise<Reading<FileSource>> {
  let facts: Stats;
  try {
    facts = await stat(location);
  } catch (error) {
    return { ok: false, problem: diskProblem(error, location) };
  }
  if (facts.isDirectory()) return bad("file-is-folder", { found: location });
  // A pipe or a device has no length, and may never end.
  if (!facts.isFile()) return bad("file-unreadable", { found: location, reason: "ENOTSUP" });
  const problem = tooLarge(facts.size);
  if (problem !== undefined) return { ok: false, problem };
  const read = (): AsyncIterable<Uint8Array> => pieces(location, path, facts);
  return good({ bytes: facts.size, filename: basename(location), read });
}

async function* pieces(location: string, path: string, facts: Stats): AsyncGenerator<Uint8Array> {
  let handle: FileHandle | undefined;
  const changed = (): Error =>
    invalidInput("upload-file", [{ path, problem: "file-changed", params: { found: location } }]);
  try {
    handle = await open(location);
    if (!isSame(await handle.stat(), facts)) throw changed();
    for (let position = 0; position < facts.size;) {
      const piece = Buffer.allocUnsafe(Math.min(pieceBytes, facts.size - position));
      const { bytesRead } = await handle.read(piece, 0, piece.length, position);
      if (bytesRead === 0) throw changed();
      position += bytesRead;
      // Looked at before the last piece leaves: without it a torn file never counts as whole.
      if (position === facts.size && !isSame(await handle.stat(), facts)) throw changed();
      yield piece.subarray(0, bytesRead);
    }
  } catch (error) {
    if (isChatError(error)) throw error;
    throw invalidInput("upload-file", [{ path, ...diskProblem(error, location) }]);
  } finally {
    await handle?.close();
  }
}

function isSame(now: Stats, then: Stats): boolean {
  return now.size === then.size && now.mtimeMs === then.mtimeMs;
}

function diskProblem(error: unknown, location: string): Problem {
  const { code } = error as { code?: unknown };
  if (code === "ENOENT" || code === "ENOTDIR") return { problem: "file-missing", params: { found: location } };
  const reason = typeof code === "string" ? code : "–";
  return { problem: "file-unreadable", params: { found: location, reason } };
}
