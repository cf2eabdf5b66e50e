import { ChatError, isChatError } from "../../src/client/chat-error";

/**
 * Whatever was thrown, as the one error that leaves a node. A defect of ours may say anything in its text, so nothing of
 * it is told but the kind.
 *
 * @param hasLeft whether the service may have heard of it
 */
export function asChatError(error: unknown, operation: string, hasLeft: boolean): ChatError {
  if (isChatError(error)) return error.with({ operation });
  const reason = kindOfThrown(error);
  if (hasLeft) return new ChatError("CHAT_NO_ANSWER", { operation, outcome: "unknown", error: reason });
  const issues = [{ path: "msg", problem: "expression-failed", params: { reason } }] as const;
  return new ChatError("CHAT_INVALID_INPUT", { operation, outcome: "not-sent", issues });
}

/** What may be told of something thrown: `TypeError`, `string`. */
export function kindOfThrown(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
