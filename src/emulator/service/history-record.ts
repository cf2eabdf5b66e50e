/** A message as the history files carry it. */
import type { Files } from "./files";
import { uuidOfFile } from "./file-address";
import type { ChatType, EmulatorMessage } from "./messages";

/** Kinds of conversations, in the words of records. */
export const chatTypeWords: Readonly<Record<ChatType, string>> = {
  users: "chat",
  chatgroups: "groupchat",
  chatrooms: "chatroom",
};

/** One record: one line of a file. It differs from what was sent in small ways, as the service's do. */
export function historyRecord(message: EmulatorMessage, files: Files): Readonly<Record<string, unknown>> {
  const { id, timestamp, from, to, chatType, ext = {} } = message;
  return {
    msg_id: id,
    timestamp,
    direction: "outgoing",
    from,
    to,
    chat_type: chatTypeWords[chatType],
    payload: { bodies: [historyBody(message, files)], ext, from, to },
  };
}

/** What a record says of the message's content. */
export function historyBody({ type, body }: EmulatorMessage, files: Files): Readonly<Record<string, unknown>> {
  switch (type) {
    case "loc":
      return { ...body, lat: Number(body["lat"]), lng: Number(body["lng"]), type };
    case "img":
    case "audio":
    case "video":
    case "file":
      return attachmentBody(body, type, files);
    case "txt":
    case "cmd":
    case "custom":
      return { ...body, type };
  }
}

function attachmentBody(
  body: EmulatorMessage["body"],
  type: EmulatorMessage["type"],
  files: Files,
): Readonly<Record<string, unknown>> {
  const { thumbnail, secret, thumb_secret: thumbSecret, ...rest } = body;
  const uuid = uuidOfFile(body["url"]);
  const file = uuid === undefined ? undefined : files.find(uuid);
  return {
    ...(file ? { file_length: file.bytes, filename: file.filename } : {}),
    ...rest,
    // One table for sending calls `thumb` so; the records never do.
    ...(thumbnail === undefined ? {} : { thumb: thumbnail }),
    ...(isGiven(secret) ? { secret } : {}),
    ...(isGiven(thumbSecret) ? { thumb_secret: thumbSecret } : {}),
    type,
  };
}

const isGiven = (secret: unknown): boolean => typeof secret === "string" && secret !== "";
