import { recordChatTypes } from "../chat-type-words";
import { isJsonObject } from "../json-object";
import { chatTypes } from "../message";

/** A value, and what the object that it came from calls it; `""` where it came alone. */
export interface Named {
  readonly name: string;
  readonly value: unknown;
}

/** Where something says which message it is: nothing of it has been checked. */
export interface MessageReference {
  /** `null` in a receipt whose message got no id. */
  readonly messageId: Named;
  readonly chatType: Named;
  /** The words for chat types that belong to its shape. */
  readonly chatTypes: readonly string[];
  readonly to: Named;
}

/** Reads a receipt, a record of history or of the receive node, or a bare id; `undefined` where it is none of them. */
export function referenceTo(message: unknown): MessageReference | undefined {
  if (typeof message === "string" || typeof message === "number") {
    const absent: Named = { name: "", value: undefined };
    return { messageId: { name: "", value: message }, chatType: absent, chatTypes, to: absent };
  }
  if (!isJsonObject(message)) return undefined;
  const named = (name: string): Named => ({ name, value: message[name] });
  if (message["messageId"] !== undefined) {
    return { messageId: named("messageId"), chatType: named("chatType"), chatTypes, to: named("to") };
  }
  if (message["msg_id"] === undefined || message["msg_id"] === null) return undefined;
  const payload = message["payload"];
  // The outer one is the service's own business, where the two differ.
  const inner = isJsonObject(payload) ? payload["to"] : undefined;
  return {
    messageId: named("msg_id"),
    chatType: named("chat_type"),
    chatTypes: Object.values(recordChatTypes),
    to: typeof inner === "string" && inner !== "" ? { name: "payload.to", value: inner } : named("to"),
  };
}
