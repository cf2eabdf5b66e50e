import { ChatError, isChatError } from "../../client/chat-error";
import type { Message } from "../../client/message";
import { unreadReceipts } from "../../client/sending/read-receipts";
import type { Receipt } from "../../client/sending/receipt";

/** An error that says of every recipient what became of it. */
export type AccountingError = ChatError & {
  readonly details: {
    readonly sent: readonly Receipt[];
    readonly unsent: readonly string[];
    readonly uncertain: readonly string[];
  };
};

/**
 * Makes an error account for every recipient: where whoever threw it left that out, by its outcome. Of something thrown
 * that is no chat error nobody knows what it means.
 *
 * @param message what was being sent, to whom it was
 */
export function accountedFor(error: unknown, { chatType, to }: Pick<Message, "chatType" | "to">): AccountingError {
  const known = isChatError(error)
    ? error
    : new ChatError("CHAT_NO_ANSWER", { operation: "send-message", outcome: "unknown" });
  const { sent, unsent, uncertain, outcome } = known.details;
  if (sent !== undefined && unsent !== undefined && uncertain !== undefined) return known as AccountingError;
  return known.with({
    sent: outcome === "sent" ? (sent ?? unreadReceipts(chatType, to)) : [],
    unsent: outcome === "not-sent" ? to : [],
    uncertain: outcome === "unknown" ? to : [],
  }) as AccountingError;
}

/** Receipts in the order of the recipients. */
export function inOrderOf(to: readonly string[], receipts: readonly Receipt[]): readonly Receipt[] {
  const places = new Map(to.map((id, place) => [id, place]));
  return [...receipts].sort((a, b) => (places.get(a.to) ?? 0) - (places.get(b.to) ?? 0));
}
