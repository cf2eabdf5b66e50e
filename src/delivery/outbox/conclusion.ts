import { ChatError } from "../../client/chat-error";
import type { ChatType } from "../../client/message";
import type { Receipt } from "../../client/sending/receipt";
import { accountedFor, inOrderOf } from "./account";
import type { AccountingError } from "./account";
import { recipientsLeft } from "./entry-state";
import type { EntryState } from "./entry-state";

/** How a whole message ended, whatever of it an earlier process had done. */
export type Conclusion = { readonly receipts: readonly Receipt[] } | { readonly error: AccountingError };

/**
 * Puts together what earlier processes had done of a message and how the last delivery of the rest ended.
 *
 * @param before the message's state when that delivery began
 * @param to all recipients of the message
 */
export function conclusion(
  before: EntryState,
  { chatType, to }: { readonly chatType: ChatType; readonly to: readonly string[] },
  ending: { readonly receipts: readonly Receipt[] } | { readonly error: unknown },
): Conclusion {
  const all = before.to ?? to;
  if ("receipts" in ending) {
    const receipts = inOrderOf(all, [...before.done, ...ending.receipts]);
    if (before.uncertain.length === 0) return { receipts };
    const details = { operation: "send-message", outcome: "unknown", unsent: [] } as const;
    const error = new ChatError("CHAT_NO_ANSWER", { ...details, sent: receipts, uncertain: before.uncertain });
    return { error: error as AccountingError };
  }
  const error = accountedFor(ending.error, { chatType, to: recipientsLeft(before, to) });
  const { sent, unsent, outcome } = error.details;
  // Who may have got it from an earlier process may have got it still, whatever became of the new try.
  const doubtful = new Set([...before.uncertain, ...error.details.uncertain]);
  for (const id of unsent) if (before.doubled.includes(id)) doubtful.add(id);
  return {
    error: error.with({
      outcome: doubtful.size > 0 && outcome === "not-sent" ? "unknown" : outcome,
      sent: inOrderOf(all, [...before.done, ...sent]),
      unsent: unsent.filter((id) => !doubtful.has(id)),
      uncertain: all.filter((id) => doubtful.has(id)),
    }) as AccountingError,
  };
}
