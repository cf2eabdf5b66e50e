import { isJsonObject } from "../../src/client/json-object";
import { messageTypes } from "../../src/client/message";
import type { JsonObject, MessageType } from "../../src/client/message";
import { historyContent } from "../../src/client/parsing/history-body";
import { isGiven } from "../../src/client/parsing/rule";
import { factsOfFile, isUploadedFile, messageTypeOfFile } from "../../src/client/parsing/uploaded-file";
import { wordsOf } from "./message-value";

/** A body as the request will hold it, as far as it is known, and what a history record brings beside it. */
export interface KnownBody {
  readonly type: MessageType;
  readonly fields: JsonObject;
  readonly ext?: JsonObject;
}

type Read = (value: unknown) => unknown;

const asText: Read = (value) => wordsOf(value);
const trimmed: Read = (value) => wordsOf(value).trim();
const roundedUp: Read = (value) => Math.ceil(Number(value));
const pixels: Read = (value) => {
  const size = objectOf(value);
  return { width: roundedUp(size?.["width"]), height: roundedUp(size?.["height"]) };
};
const file = { url: trimmed, filename: asText, secret: asText, file_length: roundedUp };

/** How the node writes what it was given; a test holds this to the node's own reading. */
const readings: { readonly [T in MessageType]: Readonly<Record<string, Read>> } = {
  txt: { msg: asText },
  img: { ...file, size: pixels },
  audio: { ...file, length: roundedUp },
  video: { ...file, length: roundedUp, thumb: trimmed, thumb_secret: asText },
  file,
  loc: { lat: trimmed, lng: trimmed, addr: asText },
  cmd: { action: asText },
  custom: { customEvent: asText, customExts: objectOf },
};

/**
 * Brings a body into the words of the request: `{ type, … }`, an uploaded file, or a history record.
 *
 * @returns `undefined` where it is none of these
 */
export function messageBody(given: unknown): KnownBody | undefined {
  const written = objectOf(given);
  if (written === undefined) return undefined;
  const record = historyContent(written);
  const raw = record?.body ?? typed(written);
  const { type, ...rest } = raw;
  const kind = messageTypes.find((name) => name === type);
  if (kind === undefined) return undefined;
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(rest)) {
    if (isGiven(value)) fields[name] = readings[kind][name]?.(value) ?? value;
  }
  if ("url" in readings[kind] && !isGiven(fields["filename"])) fields["filename"] = nameInUrl(fields["url"]);
  return { type: kind, fields, ...(record === undefined ? {} : { ext: record.ext }) };
}

/** A JSON object, or text that is one. */
export function objectOf(value: unknown): JsonObject | undefined {
  if (typeof value !== "string") return isJsonObject(value) ? value : undefined;
  try {
    const parsed: unknown = JSON.parse(value);
    return isJsonObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function typed(body: JsonObject): JsonObject {
  if (!isUploadedFile(body) || isGiven(body["type"])) return body;
  const type = messageTypeOfFile(body);
  return { type, ...factsOfFile(body, type) };
}

/** The file's name as far as its address tells it; the node puts it in where none was given. */
function nameInUrl(url: unknown): string | undefined {
  try {
    const last = new URL(String(url)).pathname.split("/").pop() ?? "";
    try {
      return decodeURIComponent(last) || "file";
    } catch {
      return last;
    }
  } catch {
    return undefined;
  }
}
