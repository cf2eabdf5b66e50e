import { isJsonObject } from "../../client/json-object";
import type { LocalFile } from "../../client/files/local-file";
import { chatTypes, messageTypes } from "../../client/message";
import type { Body, ChatType, JsonObject, Message, MessageType } from "../../client/message";
import { flowMessageText } from "./flow-message-text";
import type { OutboxEntry } from "./outbox";
import { readFlowMessage } from "./read-flow-message";

/** What is needed of a message to line it up. */
export interface EntryHeader {
  /** Milliseconds since 1970, by the clock of the process that took it in. */
  readonly acceptedAt: number;
  readonly chatType: ChatType;
  readonly to: readonly string[];
}

/** What is kept of a file besides its bytes. */
export type StoredFileFacts = Omit<LocalFile, "read">;

/** What is needed of a message to send it. */
export interface StoredEntry {
  readonly nodeId: string;
  readonly message: Message;
  readonly restrictAccess: boolean;
  readonly file?: StoredFileFacts;
  readonly thumbnail?: StoredFileFacts;
}

/** Why a header cannot be used; `newer`: a later version of the palette wrote it. */
export type HeaderTrouble = { readonly newer: number | string } | "damaged";

/** Raised whenever an older palette would misread what is written. */
const format = 1;

/**
 * Writes a message as text: three lines of JSON, so that each is read only when it is needed. The first lines it up, the
 * second sends it, the third is the flow's message.
 *
 * @throws `CHAT_INVALID_INPUT` with problem `not-storable` where the flow's message holds what cannot be kept
 */
export function entryText({ outgoing, nodeId, flowMessage }: OutboxEntry, acceptedAt: number): string {
  const { message, file, thumbnail, restrictAccess = false } = outgoing;
  const { chatType, to, ...rest } = message;
  const facts = { file: file && factsOf(file), thumbnail: thumbnail && factsOf(thumbnail) };
  return [
    JSON.stringify({ format, acceptedAt, chatType, to }),
    JSON.stringify({ nodeId, message: rest, restrictAccess, ...facts }),
    flowMessageText(flowMessage),
  ].join("\n");
}

/** Reads the first line. */
export function readHeader(text: string): EntryHeader | HeaderTrouble {
  const header = lineOf(text, 0);
  const { format: found, acceptedAt, chatType, to } = header ?? {};
  if (typeof found === "number" && found > format) return { newer: found };
  if (found !== format || !isNumber(acceptedAt) || !isChatType(chatType) || !isIds(to)) return "damaged";
  return { acceptedAt, chatType, to };
}

/** @returns `undefined` where it is damaged */
export function readStoredEntry(text: string): StoredEntry | undefined {
  const header = readHeader(text);
  const { nodeId, message, restrictAccess, file, thumbnail } = lineOf(text, 1) ?? {};
  if (header === "damaged" || "newer" in header || typeof nodeId !== "string" || !isJsonObject(message))
    return undefined;
  const { from, body, ext, onlineOnly, syncDevice } = message;
  const isMessage = (isText(from) || from === undefined) && isBody(body) && (ext === undefined || isJsonObject(ext));
  if (!isMessage || !isFacts(file) || !isFacts(thumbnail)) return undefined;
  return {
    nodeId,
    message: {
      chatType: header.chatType,
      to: header.to,
      ...(from === undefined ? {} : { from }),
      body,
      ...(ext === undefined ? {} : { ext }),
      onlineOnly: onlineOnly === true,
      syncDevice: syncDevice === true,
    },
    restrictAccess: restrictAccess === true,
    ...(file === undefined ? {} : { file }),
    ...(thumbnail === undefined ? {} : { thumbnail }),
  };
}

/** The flow's message; an empty one where only that is damaged: what became of the chat message is to be told all the same. */
export function readStoredFlowMessage(text: string): JsonObject {
  try {
    return readFlowMessage(text.slice(lineStart(text, 2)));
  } catch {
    return {};
  }
}

function factsOf({ filename, bytes, mimeType, width, height, seconds }: LocalFile): object {
  return { filename, bytes, mimeType, width, height, seconds };
}

/** Behind the end where there is no such line. */
function lineStart(text: string, line: number): number {
  if (line === 0) return 0;
  const end = text.indexOf("\n", lineStart(text, line - 1));
  return end === -1 ? text.length : end + 1;
}

function lineOf(text: string, line: number): JsonObject | undefined {
  const start = lineStart(text, line);
  const end = text.indexOf("\n", start);
  try {
    const value: unknown = JSON.parse(text.slice(start, end === -1 ? text.length : end));
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}

function isIds(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every(isText);
}

function isChatType(value: unknown): value is ChatType {
  return chatTypes.includes(value as ChatType);
}

function isBody(value: unknown): value is Body {
  return isJsonObject(value) && messageTypes.includes(value["type"] as MessageType) && isJsonObject(value["fields"]);
}

function isFacts(value: unknown): value is StoredFileFacts | undefined {
  if (value === undefined) return true;
  if (!isJsonObject(value)) return false;
  const { filename, bytes, mimeType, width, height, seconds } = value;
  const measures = [width, height, seconds];
  return (
    isText(filename) &&
    isNumber(bytes) &&
    isText(mimeType) &&
    measures.every((measure) => measure === undefined || isNumber(measure))
  );
}
