import type { Issue } from "../../src/client/issue";
import type { JsonObject } from "../../src/client/message";
import { isGiven } from "../../src/client/parsing/rule";
import { factsOfFile, isUploadedFile } from "../../src/client/parsing/uploaded-file";
import type { FileMessageType } from "../../src/client/parsing/uploaded-file";
import type { ReadField } from "../node-kit/read-field";

/** The fields that each kind's dialog shows besides the file itself. */
const fieldsBeside: { readonly [T in FileMessageType]: readonly string[] } = {
  img: ["filename", "size"],
  audio: ["filename", "length"],
  video: ["filename", "length"],
  file: ["filename"],
};

/**
 * Reads an attachment's fields into the words of its body. What the dialog says wins over what the file knows of itself.
 *
 * @param issues takes what is no file that can be sent: only one that has been uploaded has an address
 */
export async function readFile(type: FileMessageType, read: ReadField, issues: Issue[]): Promise<JsonObject> {
  const body: Record<string, unknown> = { type, ...factsOf(await read("file"), type, "file", issues) };
  for (const name of fieldsBeside[type]) {
    const value = await read(name);
    if (isGiven(value)) body[name] = value;
  }
  if (type !== "video") return body;
  const { url: thumb, secret: thumb_secret } = factsOf(await read("thumbnail"), "img", "thumbnail", issues);
  return { ...body, ...(isGiven(thumb) ? { thumb } : {}), ...(isGiven(thumb_secret) ? { thumb_secret } : {}) };
}

function factsOf(value: unknown, type: FileMessageType, path: string, issues: Issue[]): JsonObject {
  if (!isGiven(value)) return {};
  if (isUploadedFile(value)) return factsOfFile(value, type);
  if (typeof value === "string" && /^https?:\/\//i.test(value.trim())) return { url: value };
  issues.push({ path, problem: "file-not-uploaded" });
  return {};
}
