import type { CallContext, Send } from "../../client/call";
import { recallMessage } from "../../client/recall/recall";
import type { Recall, RecallResult } from "../../client/recall/recall";
import { accountForEach } from "./account-for-each";
import { inParallel } from "./in-parallel";

/** Enough to use up what the service allows in a second, and few enough to leave room for everything else. */
const atOnce = 16;

/**
 * Recalls messages, some at once.
 *
 * @returns one result a message, in the order given
 * @throws the first failure, with what is `done`, `left` and `uncertain`
 */
export function recallMessages(
  send: Send,
  recalls: readonly Recall[],
  context: CallContext,
  now: () => number,
): Promise<readonly RecallResult[]> {
  const unread = (index: number): RecallResult => {
    const { messageId = null, to = null } = recalls[index] ?? {};
    return { messageId, to, recalled: false, reason: "the service accepted it, and its answer could not be read" };
  };
  const job = { operation: "recall", count: recalls.length, context, now, unread } as const;
  return accountForEach<RecallResult>(job, (attempt, stopping) =>
    inParallel([...recalls.entries()], atOnce, stopping, ([index, recall]) =>
      attempt(index, (each) => recallMessage(send, recall, each)),
    ),
  );
}
