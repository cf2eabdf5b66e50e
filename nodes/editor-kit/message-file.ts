import { factsOfFile, isUploadedFile } from "../../src/client/parsing/uploaded-file";
import type { FileMessageType } from "../../src/client/parsing/uploaded-file";
import type { JsonObject } from "../../src/client/message";
import type { SavedFields } from "./message-value";

/** The body of a message that carries a file. */
export interface FileBody {
  readonly body: JsonObject;
  /** Whether no upload adds to it what it measures. */
  readonly isMeasured: boolean;
}

const measures: Readonly<Record<string, string | undefined>> = { img: "size", audio: "length", video: "length" };

/**
 * Puts together the body of a picture, a voice message, a video or a file. One that is uploaded first gets an address of
 * the length that it will have.
 */
export function fileBody(saved: SavedFields, known: (property: string) => unknown, filesUrl: string): FileBody {
  const type = saved["messageType"] as FileMessageType;
  const main = factsOf(known("file"), type, saved, filesUrl);
  const measure = measures[type];
  const given = { filename: known("filename"), ...(measure === undefined ? {} : { [measure]: known(measure) }) };
  const overruling = Object.entries(given).filter(([, value]) => value !== undefined);
  const body = { type, ...main.facts, ...Object.fromEntries(overruling) };
  if (type !== "video") return { body, isMeasured: main.isMeasured };
  const small = factsOf(known("thumbnail"), "img", saved, filesUrl);
  const { url: thumb, secret: thumb_secret } = small.facts;
  return { body: { ...body, thumb, thumb_secret }, isMeasured: main.isMeasured && small.isMeasured };
}

function factsOf(
  value: unknown,
  type: FileMessageType,
  saved: SavedFields,
  filesUrl: string,
): { readonly facts: JsonObject; readonly isMeasured: boolean } {
  if (value === undefined) return { facts: {}, isMeasured: true };
  if (isUploadedFile(value)) return { facts: factsOfFile(value, type), isMeasured: true };
  if (typeof value === "string" && /^https?:\/\//i.test(value.trim()))
    return { facts: { url: value }, isMeasured: true };
  const secret = saved["restrictAccess"] === true ? { secret: "0".repeat(48) } : {};
  return { facts: { url: `${filesUrl}/00000000-0000-0000-0000-000000000000`, ...secret }, isMeasured: false };
}
