import type { CallContext, Send } from "../call";
import { ChatError } from "../chat-error";
import { isJsonObject } from "../json-object";
import type { JsonObject } from "../message";

/** Where records can be brought in: the service imports none into rooms. */
export const importChatTypes = ["users", "chatgroups"] as const;

/** One of {@link importChatTypes}. */
export type ImportChatType = (typeof importChatTypes)[number];

/** A record that has been checked: what is in here fits the wire. */
export interface ImportRecord {
  readonly chatType: ImportChatType;
  /** What the request says, but for the record's time. */
  readonly json: JsonObject;
  /** The same text for all records of one conversation, whichever of the two users speaks. */
  readonly conversation: string;
  /** Milliseconds since 1970. Absent: the service takes the time at which it arrives. */
  readonly timestamp?: number;
}

/** What the service made of one record. */
export interface ImportedRecord {
  /** The place in the list given. */
  readonly index: number;
  readonly messageId: string;
}

/** The request's body; to be measured, too. */
export function importJson(record: ImportRecord, timestamp = record.timestamp): string {
  return JSON.stringify(timestamp === undefined ? record.json : { ...record.json, msg_timestamp: timestamp });
}

/**
 * Brings one record in. Twice would be two messages, so it is not to be repeated where nobody knows.
 *
 * @param timestamp milliseconds since 1970, where it is not to be the record's own
 * @returns the id of the message that it became
 * @throws `CHAT_BAD_ANSWER` (outcome sent) where the service accepts it and gives no id
 */
export async function importRecord(
  send: Send,
  record: ImportRecord,
  context: CallContext,
  timestamp = record.timestamp,
): Promise<string> {
  const operation = "import";
  const path = `messages/${record.chatType}/import`;
  const json = importJson(record, timestamp);
  const answer = await send({ operation, method: "POST", path, json, signedIn: true }, context);
  const data = isJsonObject(answer.body) ? answer.body["data"] : undefined;
  const messageId = isJsonObject(data) ? data["msg_id"] : undefined;
  if (typeof messageId === "string" && messageId !== "") return messageId;
  throw new ChatError("CHAT_BAD_ANSWER", { operation, outcome: "sent", status: answer.status });
}
