/** What happened, as callbacks tell it. A message is told as history records tell it, with small differences. */
import type { Files } from "../service/files";
import { chatTypeWords, historyBody } from "../service/history-record";
import type { ChatType, EmulatorMessage, MessageType } from "../service/messages";

/** The fields of one callback, without those that say whom it is from. */
export type CallbackFields = Readonly<Record<string, unknown>>;

/** A message that is about to be sent; `eventType` and `content_type` come only afterwards. */
export function messageFields(message: EmulatorMessage, files: Files): CallbackFields {
  const { id, from, to, chatType, ext = {} } = message;
  return {
    chat_type: chatTypeWords[chatType],
    ...groupOf(message),
    from,
    to,
    msg_id: id,
    payload: { bodies: [bodyOf(message, files)], ext, from, to },
  };
}

/** A message that was sent. Here a room is called a group too, as everywhere in the vendor's pages; `content_type` tells them apart. */
export function sentFields(message: EmulatorMessage, files: Files): CallbackFields {
  const { chatType, type } = message;
  return {
    eventType: "chat",
    ...messageFields(message, files),
    chat_type: chatType === "users" ? "chat" : "groupchat",
    content_type: `chat:${placeWords[chatType]}:${contentWords[type]}`,
  };
}

/** A message that was taken back. @param by who did that. @param id of the event, which is a message too. */
export function recalledFields(message: EmulatorMessage, by: string, id: string): CallbackFields {
  return {
    eventType: "chat",
    chat_type: "recall",
    ...groupOf(message),
    from: by,
    to: message.to,
    msg_id: id,
    recall_id: message.id,
    payload: { ext: {}, ack_message_id: message.id, bodies: [] },
  };
}

const placeWords: Readonly<Record<ChatType, string>> = { users: "user", chatgroups: "group", chatrooms: "room" };

const contentWords: Readonly<Record<MessageType, string>> = {
  txt: "text",
  img: "image",
  audio: "voice",
  video: "video",
  file: "file",
  loc: "location",
  cmd: "command",
  custom: "custom",
};

function groupOf({ chatType, to }: EmulatorMessage): CallbackFields {
  return chatType === "users" ? {} : { group_id: to };
}

/** A custom message carries its fields twice: as the older list of one field each, and as an object under a newer name. */
function bodyOf(message: EmulatorMessage, files: Files): CallbackFields {
  const body = historyBody(message, files);
  const exts = message.type === "custom" ? body["customExts"] : undefined;
  if (typeof exts !== "object" || exts === null) return body;
  return {
    ...body,
    customExts: Object.entries(exts).map(([name, value]) => ({ [name]: value as unknown })),
    "v2:customExts": exts,
  };
}
