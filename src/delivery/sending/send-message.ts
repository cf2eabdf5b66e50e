import type { Send } from "../../client/call";
import { isChatError } from "../../client/chat-error";
import type { ChatError } from "../../client/chat-error";
import type { Dialect } from "../../client/dialects/dialect";
import type { Message } from "../../client/message";
import { messageParts } from "../../client/sending/message-part";
import { readReceipts, unreadReceipts } from "../../client/sending/read-receipts";
import type { Receipt } from "../../client/sending/receipt";
import type { DeliveryContext } from "../outbox/delivery-context";

/**
 * Sends a message to all its recipients, in as many requests as it takes, one after the other.
 *
 * @returns one receipt a recipient, in the order of `message.to`
 * @throws the error of the first part that failed; where it had been sent to some before, or nobody knows of some, its
 * `sent`, `unsent` and `uncertain` together are all recipients. Parts behind the failed one are not tried: what stopped
 * one stops them as well, and the flow can send again to exactly `unsent`
 */
export async function sendMessage(
  send: Send,
  dialect: Dialect,
  message: Message,
  context: DeliveryContext,
): Promise<readonly Receipt[]> {
  const receipts: Receipt[] = [];
  let left = message.to;
  for (const part of messageParts(message, dialect)) {
    try {
      const answer = await send(part.call, context);
      const some = readReceipts(answer, message.chatType, part.to);
      context.onReceipts?.(some);
      receipts.push(...some);
    } catch (error) {
      if (!isChatError(error)) throw error;
      throw accountedFor(error, message, receipts, part.to, left.slice(part.to.length));
    }
    left = left.slice(part.to.length);
  }
  return receipts;
}

/** Says of every recipient what became of it. */
function accountedFor(
  error: ChatError,
  message: Message,
  before: readonly Receipt[],
  failed: readonly string[],
  behind: readonly string[],
): ChatError {
  const { outcome, sent, uncertain } = error.details;
  const accepted = sent ?? (outcome === "sent" ? unreadReceipts(message.chatType, failed) : []);
  return error.with({
    operation: "send-message",
    sent: [...before, ...accepted],
    unsent: outcome === "not-sent" ? [...failed, ...behind] : behind,
    uncertain: uncertain ?? (outcome === "unknown" ? failed : []),
  });
}
