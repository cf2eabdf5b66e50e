import type { JsonObject } from "../client/message";

/** What the service calls back for; a rule in its console may leave some out. */
export const callbackEvents = [
  "chat",
  "chat_offline",
  "recall",
  "edit",
  "read_ack",
  "muc",
  "roster",
  "notify",
  "status",
  "other",
] as const;

/**
 * - `chat`: a message, to a user, a group or a room; `chat_offline`: one to somebody who was away
 * - `recall`, `edit`, `read_ack`: of messages sent before
 * - `muc`: what happens to groups and rooms; `roster`: to contacts; `notify`: to threads and reactions
 * - `status`: a user came or went
 * - `other`: what this palette has not heard of
 */
export type CallbackEvent = (typeof callbackEvents)[number];

/** Kinds of conversations as history records name them. */
export const callbackChatTypes = ["chat", "groupchat", "chatroom"] as const;

/** One of {@link callbackChatTypes}. */
export type CallbackChatType = (typeof callbackChatTypes)[number];

/** A callback that has been read, and believed. */
export interface Callback {
  readonly event: CallbackEvent;
  /** Unique; the same when the service repeats it. */
  readonly callId: string;
  /** The same for all that tell of the same thing, to the same one. */
  readonly repeatKey: string;
  /** When the service made it, milliseconds since 1970. */
  readonly timestamp: number;
  /** What happened, in the shape of a history record: `msg_id`, `timestamp`, `from`, `to`, `chat_type`, `payload`. */
  readonly record: JsonObject;
  /** What the service sent, without `security`. */
  readonly fields: JsonObject;
  /** Who did it; absent where the callback names nobody. */
  readonly from?: string;
  /** Where it happened; absent where it happened in no conversation. */
  readonly chatType?: CallbackChatType;
  /** Where an answer goes, in the words of the node that sends; absent where there is nobody to answer. */
  readonly reply?: ReplyTarget;
}

/** What a received message carries as `msg.reply`. */
export interface ReplyTarget {
  readonly chatType: "users" | "chatgroups" | "chatrooms";
  /** One id. */
  readonly to: readonly string[];
}

/** What a flow says about a message before it is sent. */
export interface Verdict {
  readonly allow: boolean;
  /** What the sender's app is told, where it is refused. Default: the service's own words. */
  readonly code?: string;
  /** The message as it should read: what the service takes as `payload`. Default: as it is. */
  readonly payload?: JsonObject;
}
