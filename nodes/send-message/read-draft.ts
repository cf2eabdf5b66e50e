import { randomUUID } from "node:crypto";
import type { Issue } from "../../src/client/issue";
import { isJsonObject } from "../../src/client/json-object";
import { mimeTypeOf } from "../../src/client/files/mime-type";
import type { LocalFile } from "../../src/client/files/local-file";
import type { MessageType } from "../../src/client/message";
import type { PathOf } from "../../src/client/parsing/parse-body";
import { isMessageType } from "../../src/client/parsing/parse-body";
import type { MessageDraft } from "../../src/client/parsing/parse-message";
import type { PushDraft } from "../../src/client/parsing/parse-ext";
import { isUploadedFile } from "../../src/client/parsing/uploaded-file";
import { collectIssues } from "../node-kit/collect-issues";
import type { ReadField } from "../node-kit/read-field";
import type { SavedProperties } from "../node-kit/saved-properties";
import { readFile } from "./read-file";
import type { FileReading, FileSurroundings } from "./read-file";

/** What the dialog's fields give for one message, and what was wrong with them already. */
export interface DraftReading {
  readonly draft: MessageDraft;
  readonly issues: readonly Issue[];
  /** What has to be uploaded first. */
  readonly files: { readonly file?: LocalFile; readonly thumbnail?: LocalFile };
}

/** The dialog's own name for each field of a body, where it differs from the service's. */
const fieldNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  txt: { msg: "text" },
  img: { url: "file", secret: "file", file_length: "file" },
  audio: { url: "file", secret: "file", file_length: "file" },
  video: { url: "file", secret: "file", file_length: "file", thumb: "thumbnail", thumb_secret: "thumbnail" },
  file: { url: "file", secret: "file", file_length: "file" },
};

/** Of a file, enough to tell what it is. */
const headBytes = 4096;

/** Of a flow that was written by hand and names none. */
const defaultType = "txt";

/** Names a body's fields as the dialog does: the service's `msg` is the dialog's `text`. */
export function pathOf(messageType: unknown = defaultType): PathOf {
  if (messageType === "any") return (field) => `body.${field}`;
  if (!isMessageType(messageType)) return () => "messageType";
  return (field) => fieldNames[messageType]?.[field] ?? field;
}

/**
 * Reads the fields that the chosen kind of message shows, and no others: a hidden one may hold anything. What cannot be
 * read is reported together with everything else that is wrong.
 */
export async function readDraft(
  saved: SavedProperties,
  readField: ReadField,
  msg: Readonly<Record<string, unknown>>,
  surroundings: FileSurroundings,
): Promise<DraftReading> {
  const issues: Issue[] = [];
  const read = collectIssues(readField, issues);
  const recipients = await readRecipients(saved, read, msg, issues);
  const from = await read("from");
  const { body, ...files } = await readBody(saved, read, surroundings, issues);
  const draft = {
    ...recipients,
    from,
    body,
    ext: await read("ext"),
    push: await readPush(saved, read),
    onlineOnly: saved["onlineOnly"] === true,
    syncDevice: saved["syncDevice"] === true,
    ...(saved["stampId"] === true ? { deliveryId: randomUUID() } : {}),
  };
  return { draft, issues, files };
}

/** A fixed kind of recipients, one that the flow computes, or those that a received message names in `msg.reply`. */
async function readRecipients(
  saved: SavedProperties,
  read: ReadField,
  msg: Readonly<Record<string, unknown>>,
  issues: Issue[],
): Promise<{ chatType: unknown; to: unknown }> {
  const { chatType = "users", chatTypeType = "pick" } = saved;
  const kind = chatTypeType === "pick" ? chatType : await read("chatType");
  if (kind !== "reply") return { chatType: kind, to: await read("to") };
  const { reply } = msg;
  if (isJsonObject(reply)) return { chatType: reply["chatType"], to: reply["to"] };
  issues.push({ path: "to", problem: "reply-missing" });
  return { chatType: "users", to: undefined };
}

async function readBody(
  saved: SavedProperties,
  read: ReadField,
  surroundings: FileSurroundings,
  issues: Issue[],
): Promise<Omit<FileReading, "body"> & { readonly body: unknown }> {
  const { messageType = defaultType } = saved;
  const type = messageType as MessageType | "any";
  switch (type) {
    case "any":
      return { body: await read("body") };
    case "txt":
      return { body: { type, msg: await readText(read, issues) } };
    case "loc":
      return { body: { type, lat: await read("lat"), lng: await read("lng"), addr: await read("addr") } };
    case "cmd":
      return { body: { type, action: await read("action") } };
    case "custom":
      return { body: { type, customEvent: await read("customEvent"), customExts: await read("customExts") } };
    case "img":
    case "audio":
    case "video":
    case "file":
      return readFile(type, read, surroundings, issues);
    default:
      // A kind that a hand-written flow made up: the check of the body says which there are.
      return { body: { type } };
  }
}

/** A file where text belongs gets its own advice: whoever wires a camera to a new node has only to choose another type. */
async function readText(read: ReadField, issues: Issue[]): Promise<unknown> {
  const text = await read("text");
  const found = await kindOfFile(text);
  if (found !== undefined) issues.push({ path: "text", problem: "file-of-other-kind", params: { found } });
  return text;
}

/** Of bytes that are text after all it is `undefined`: they only have to become text. */
async function kindOfFile(value: unknown): Promise<string | undefined> {
  if (isUploadedFile(value)) return typeof value["mimeType"] === "string" ? value["mimeType"] : "{…}";
  if (!(value instanceof Uint8Array)) return undefined;
  const { mimeType } = await mimeTypeOf(value.subarray(0, headBytes), undefined, "");
  return mimeType.startsWith("text/") ? undefined : mimeType;
}

async function readPush(saved: SavedProperties, read: ReadField): Promise<PushDraft> {
  return {
    title: await read("pushTitle"),
    content: await read("pushContent"),
    category: await read("pushCategory"),
    sound: await read("pushSound"),
    mutable: saved["pushMutable"] === true,
    silent: saved["silent"] === true,
    force: saved["forcePush"] === true,
  };
}
