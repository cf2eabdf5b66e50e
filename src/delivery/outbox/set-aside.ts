import type { ChatError } from "../../client/chat-error";
import type { Body, Message } from "../../client/message";
import type { ParkedMessage } from "./outbox";

/** Why a message waits for somebody's decision, and whom that is about. */
export interface SetAside {
  readonly state: ParkedMessage["state"];
  /** The code of its error. */
  readonly code: string;
  /** Who may have got it. */
  readonly uncertain: readonly string[];
  /** Who has not got it in its time. */
  readonly unsent: readonly string[];
}

/** Characters of what a message says. */
const previewLength = 80;

/**
 * Whether a message that ended so waits for a decision: nobody knows whether it arrived, or its time was up.
 *
 * @param error accounts for every recipient
 */
export function asideOf({ code, details }: ChatError): SetAside | undefined {
  const uncertain = (details.uncertain ?? []).map(String);
  const unsent = code === "CHAT_EXPIRED" ? (details.unsent ?? []) : [];
  if (uncertain.length > 0) return { state: "uncertain", code, uncertain, unsent };
  return code === "CHAT_EXPIRED" ? { state: "failed", code, uncertain, unsent } : undefined;
}

/** To whom it goes when somebody decides so. */
export function againTo({ uncertain, unsent }: SetAside): readonly string[] {
  return [...uncertain, ...unsent];
}

/** A message that was set aside, as the editor shows it. */
export function parkedMessage(id: string, aside: SetAside, acceptedAt: number, message: Message): ParkedMessage {
  const { state, code, uncertain, unsent } = aside;
  return {
    id,
    state,
    code,
    acceptedAt,
    chatType: message.chatType,
    to: state === "uncertain" ? uncertain : unsent,
    type: message.body.type,
    preview: Array.from(wordsOf(message.body).slice(0, 2 * previewLength))
      .slice(0, previewLength)
      .join(""),
  };
}

function wordsOf({ type, fields }: Body): string {
  switch (type) {
    case "txt":
      return fields.msg;
    case "loc":
      return fields.addr;
    case "cmd":
      return fields.action;
    case "custom":
      return fields.customEvent ?? "";
    default:
      return fields.filename ?? "";
  }
}
