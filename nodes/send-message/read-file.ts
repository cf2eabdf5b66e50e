import { openFile } from "../../src/client/files/open-file";
import type { LocalFile } from "../../src/client/files/local-file";
import type { Issue } from "../../src/client/issue";
import type { JsonObject } from "../../src/client/message";
import { isGiven } from "../../src/client/parsing/rule";
import { factsOfFile, isUploadedFile } from "../../src/client/parsing/uploaded-file";
import type { FileMessageType } from "../../src/client/parsing/uploaded-file";
import type { ReadField } from "../node-kit/read-field";

/** What reading files takes besides the fields. */
export interface FileSurroundings {
  /** Where the app's files lie, without a trailing slash. */
  readonly filesUrl: string;
  readonly restrictAccess: boolean;
  readonly resolvePath: (path: string) => string;
}

/** A body, and the files of this side that it speaks of. */
export interface FileReading {
  readonly body: JsonObject;
  readonly file?: LocalFile;
  readonly thumbnail?: LocalFile;
}

/** The fields that each kind's dialog shows besides the file itself. */
const fieldsBeside: { readonly [T in FileMessageType]: readonly string[] } = {
  img: ["filename", "size"],
  audio: ["filename", "length"],
  video: ["filename", "length"],
  file: ["filename"],
};

/** What the bytes of each kind may be: a web page is no picture. Some containers hold sound or film. */
const familiesOf: { readonly [T in FileMessageType]: RegExp } = {
  img: /^image\//,
  audio: /^(audio|video)\/|^application\/(ogg|mp4)$/,
  video: /^(audio|video)\/|^application\/(ogg|mp4)$/,
  file: /^/,
};

/**
 * Reads an attachment's fields into the words of its body. What the dialog says wins over what the file knows of itself.
 * A file that is yet to be uploaded gets an address of the length that it will have, so that all can be checked before.
 *
 * @param issues takes everything that is wrong with the files
 */
export async function readFile(
  type: FileMessageType,
  read: ReadField,
  surroundings: FileSurroundings,
  issues: Issue[],
): Promise<FileReading> {
  const filename = await read("filename");
  const main = await readOne(await read("file"), type, { path: "file", filename }, surroundings, issues);
  const body: Record<string, unknown> = { type, ...main.facts };
  for (const name of fieldsBeside[type]) {
    const value = await read(name);
    if (isGiven(value) && !(name === "filename" && main.local !== undefined)) body[name] = value;
  }
  const files = main.local === undefined ? {} : { file: main.local };
  if (type !== "video") return { body, ...files };
  const small = await readOne(await read("thumbnail"), "img", { path: "thumbnail" }, surroundings, issues);
  const { url: thumb, secret: thumb_secret } = small.facts;
  return {
    body: { ...body, ...(isGiven(thumb) ? { thumb } : {}), ...(isGiven(thumb_secret) ? { thumb_secret } : {}) },
    ...files,
    ...(small.local === undefined ? {} : { thumbnail: small.local }),
  };
}

async function readOne(
  value: unknown,
  type: FileMessageType,
  field: { readonly path: string; readonly filename?: unknown },
  { filesUrl, restrictAccess, resolvePath }: FileSurroundings,
  issues: Issue[],
): Promise<{ readonly facts: JsonObject; readonly local?: LocalFile }> {
  if (!isGiven(value)) return { facts: {} };
  if (isUploadedFile(value)) return { facts: factsOfFile(value, type) };
  if (typeof value === "string" && /^https?:\/\//i.test(value.trim())) return { facts: { url: value } };
  const local = await openFile(value, { ...field, resolvePath }, issues);
  // What is wrong with it has been said; with an address of its own nothing else will be said of the field.
  const { filename = "file", mimeType = "", bytes, width, height, seconds } = local ?? {};
  const unknownKind = mimeType === "" || mimeType === "application/octet-stream";
  if (!unknownKind && !familiesOf[type].test(mimeType)) {
    issues.push({ path: field.path, problem: "file-of-other-kind", params: { found: mimeType } });
  }
  const uploaded = {
    url: `${filesUrl}/00000000-0000-0000-0000-000000000000`,
    secret: restrictAccess ? "0".repeat(48) : null,
    ...{ filename, bytes, width, height, seconds },
  };
  return { facts: factsOfFile(uploaded, type), ...(local === undefined ? {} : { local }) };
}
