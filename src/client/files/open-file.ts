import { types } from "node:util";
import { isChatError } from "../chat-error";
import type { Issue } from "../issue";
import { isJsonObject } from "../json-object";
import { bad, good, isGiven } from "../parsing/rule";
import type { Reading } from "../parsing/rule";
import { kindOf, text } from "../parsing/values";
import { bytesSource } from "./bytes-source";
import { readDataUri } from "./data-uri";
import { diskSource } from "./disk-source";
import { tooLarge } from "./file-limit";
import type { FileSource } from "./file-source";
import type { LocalFile } from "./local-file";
import { measureFile } from "./measure-file";
import { safeFilename } from "./safe-filename";

/** What is known of a file besides the file itself. */
export interface OpenOptions {
  /** The field that it comes from, for issues. */
  readonly path: string;
  /** How the receivers are to see it called. Default: its own name, or `file.` and its kind. Issues name `filename`. */
  readonly filename?: unknown;
  /** Makes a whole path of one that may begin anywhere. */
  readonly resolvePath: (path: string) => string;
}

/** In characters; what Linux takes in bytes. */
const longestPath = 4096;

/**
 * Makes a file ready to be uploaded: a Buffer, a typed array, a Buffer that went through JSON, a base64 `data:` URI, or a
 * path. Its facts are found in its bytes; those that cannot be found are left out.
 *
 * Bytes in memory are not copied; a file on a disk is read when it is needed, and looked at again then.
 *
 * @param issues takes every problem found; an error is made of them by the caller
 * @returns `undefined` where there were problems
 */
export async function openFile(value: unknown, options: OpenOptions, issues: Issue[]): Promise<LocalFile | undefined> {
  const before = issues.length;
  const { path } = options;
  const filename = isGiven(options.filename) ? text(options.filename) : good("");
  if (!filename.ok) issues.push({ path: "filename", ...filename.problem });
  const source = await sourceOf(value, options);
  if (!source.ok) issues.push({ path, ...source.problem });
  else if (source.value.bytes === 0) issues.push({ path, problem: "file-empty" });
  if (!filename.ok || !source.ok || issues.length > before) return undefined;
  try {
    const { bytes, read } = source.value;
    const name = safeFilename(filename.value, "") || safeFilename(source.value.filename ?? "", "");
    const { extension, ...facts } = await measureFile(source.value, name);
    return { filename: name || `file.${extension}`, bytes, read, ...facts };
  } catch (error) {
    if (!isChatError(error)) throw error;
    issues.push(...(error.details.issues ?? []));
    return undefined;
  }
}

async function sourceOf(value: unknown, { path, resolvePath }: OpenOptions): Promise<Reading<FileSource>> {
  if (!isGiven(value)) return bad("required");
  if (typeof value === "string") {
    if (/^\s*https?:\/\//i.test(value)) return bad("file-is-address");
    if (/^\s*data:/i.test(value)) return dataSource(value.trim(), path);
    // As commands and files that hold a path end it. What is longer is none, and would take long to look through.
    const location = value.length > longestPath ? "" : value.replace(/[\r\n]+$/, "");
    // A text that is no path is most likely a file's content, and nothing to be shown in an error.
    if (location === "" || /\p{Cc}/u.test(location)) return bad("not-a-file", { found: kindOf(value) });
    return diskSource(resolvePath(location), path);
  }
  const listed = listedBytes(value);
  const bytes = listed === undefined ? bytesIn(value) : undefined;
  // Before anything is made of a list, which may say any length.
  const problem = tooLarge(listed?.length ?? bytes?.byteLength ?? 0);
  if (problem !== undefined) return { ok: false, problem };
  const content = listed === undefined ? bytes : bytesOf(listed);
  return content === undefined ? bad("not-a-file", { found: kindOf(value) }) : good(bytesSource(content, path));
}

function dataSource(uri: string, path: string): Reading<FileSource> {
  const reading = readDataUri(uri);
  if (!reading.ok) return reading;
  const { content, ...stated } = reading.value;
  return good({ ...bytesSource(content, path), ...stated });
}

/** Bytes in any of the shapes that flows hold them in; function nodes make theirs in a realm of their own. */
function bytesIn(value: unknown): Uint8Array | undefined {
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return types.isAnyArrayBuffer(value) ? Buffer.from(value) : undefined;
}

/** A Buffer that went through JSON: nothing of the list has been looked at, and it may say any length. */
function listedBytes(value: unknown): readonly unknown[] | undefined {
  if (!isJsonObject(value) || value["type"] !== "Buffer" || !Array.isArray(value["data"])) return undefined;
  return value["data"] as readonly unknown[];
}

/** @returns `undefined` where something in the list is no byte; a gap, for example */
function bytesOf(list: readonly unknown[]): Uint8Array | undefined {
  const isNone = (each: unknown): boolean => !Number.isInteger(each) || (each as number) < 0 || (each as number) > 255;
  return list.findIndex(isNone) < 0 ? Buffer.from(list as readonly number[]) : undefined;
}
