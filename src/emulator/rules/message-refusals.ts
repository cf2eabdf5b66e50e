/** The refusals of history, recall, import and deletion, in the service's own words; "our choice" marks what nobody documents. */
import type { Refusal } from "./refusal";
import { illegalArgument } from "./refusals";

// History

/** What was asked for names no hour. */
export const hourMalformed: Refusal = illegalArgument("This chatmessage request is not supported");

/** An hour that is not over yet, or longer ago than messages are kept. */
export const hourUnavailable = (appKey: string, hour: string): Refusal =>
  illegalArgument(
    `illegal arguments: appkey: ${appKey}, time: ${hour}, maybe chat message history is expired or unstored`,
  );

/** An hour without messages. The exception's name is our choice. */
export const hourEmpty = (appKey: string, hour: string): Refusal => ({
  status: 404,
  error: "storage_object_not_found",
  exception: "StorageObjectNotFoundException",
  description: `Failed to find chat message history download url for appkey: ${appKey}, time: ${hour}`,
});

// Recall

/** A recall that is refused, in the newer services' words. */
export const recallRefused = (status: 400 | 403, description: string): Refusal => ({
  status,
  error: "message_recall_error",
  exception: "MessageRecallException",
  description,
});

// Import. Only the texts for `body` and `type` are documented; the others follow them.

/** A field is missing or empty. */
export const importFieldEmpty = (name: "from" | "target" | "type" | "body"): Refusal =>
  illegalArgument(`${name === "body" ? "message body" : name} not allow empty`);

/** Before 1000, or for a group in the future. The words are our choice. */
export const importTimeIllegal: Refusal = illegalArgument("msg_timestamp is illegal");

/** Earlier than what was imported into the conversation before. The words are our choice. */
export const importTimeBackwards: Refusal = illegalArgument("msg_timestamp must increase within a conversation");

/** `need_download` for an attachment that not everybody may have. The words are our choice. */
export const attachmentNotPublic: Refusal = illegalArgument("the attachment can not be downloaded");

// Deletion of a conversation

/** A field is missing, or empty where it is text. */
export const deletionFieldMissing = (name: "channel" | "type" | "delete_roam"): Refusal =>
  illegalArgument(`field ${name} cannot be null${name === "delete_roam" ? "" : " or empty"}`);
