import type { Answer } from "../call";
import { ChatError } from "../chat-error";
import { isJsonObject } from "../json-object";
import type { ChatType } from "../message";
import type { Receipt } from "./receipt";

/**
 * Reads what the service says of a send it accepted.
 *
 * @returns one receipt a recipient, in the order of `to`
 * @throws `CHAT_BAD_ANSWER` (outcome sent): where the answer cannot be read, with receipts that have no ids; where it
 * leaves a recipient out, with the receipts that it gives in `sent`, and those it does not mention in `uncertain`
 */
export function readReceipts(answer: Answer, chatType: ChatType, to: readonly string[]): readonly Receipt[] {
  const body = isJsonObject(answer.body) ? answer.body : {};
  const timestamp = typeof body["timestamp"] === "number" ? body["timestamp"] : null;
  const data = body["data"];
  if (!isJsonObject(data)) throw badAnswer(answer.status, unreadReceipts(chatType, to), []);
  const sent: Receipt[] = [];
  const uncertain: string[] = [];
  for (const id of to) {
    // Looked up by name: the order of the answer is promised nowhere. Old services fold ids to lower case.
    const said = Object.hasOwn(data, id) ? data[id] : data[id.toLowerCase()];
    if (typeof said === "string" && said !== "") {
      sent.push({ to: id, chatType, messageId: said === "success" ? null : said, timestamp });
    } else {
      uncertain.push(id);
    }
  }
  if (uncertain.length === 0) return sent;
  throw badAnswer(answer.status, sent, uncertain);
}

/** Receipts of an accepted send whose answer nobody could read. */
export function unreadReceipts(chatType: ChatType, to: readonly string[]): readonly Receipt[] {
  return to.map((id) => ({ to: id, chatType, messageId: null, timestamp: null }));
}

function badAnswer(status: number, sent: readonly Receipt[], uncertain: readonly string[]): ChatError {
  return new ChatError("CHAT_BAD_ANSWER", { operation: "send-message", outcome: "sent", status, sent, uncertain });
}
