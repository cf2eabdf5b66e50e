import type { JsonObject } from "../client/message";
import type { CallbackEvent } from "./callback";

/** Kinds of callbacks that say themselves what they are. */
const ownEvents: ReadonlySet<unknown> = new Set(["recall", "edit", "read_ack", "muc", "roster", "notify"]);

/** Kinds of conversations, and the word for groups that the vendor's table of pre-send fields has in its place. */
const messageKinds: ReadonlySet<unknown> = new Set(["chat", "groupchat", "chatroom", "group"]);

/** What a callback tells of, by its `chat_type`, `event`, `eventType` and `status`. */
export function callbackEvent(fields: JsonObject): CallbackEvent {
  const { chat_type: kind, eventType, status, reason } = fields;
  // Easemob's newer form of what happens to groups and rooms.
  if (fields["event"] === "group_op_event") return "muc";
  if (ownEvents.has(kind)) return kind as CallbackEvent;
  // Before a message is sent nobody knows yet who is away: those have no event type.
  if (messageKinds.has(kind)) return eventType === "chat_offline" ? "chat_offline" : "chat";
  return (status === "online" || status === "offline") && typeof reason === "string" ? "status" : "other";
}
