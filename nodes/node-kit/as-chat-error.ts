import { ChatError, isChatError } from "../../src/client/chat-error";

/** A class's name, as all kinds of errors have one; a name of another form may say anything. */
const kindPattern = /^[\w$]{1,64}$/;

/**
 * Whatever was thrown, as the one error that leaves a node. A defect of ours may say anything in its text, so nothing of
 * it is told but the kind. Never throws, although what a flow's own getters throw may throw when it is looked at.
 *
 * @param hasLeft whether the service may have heard of it
 */
export function asChatError(error: unknown, operation: string, hasLeft: boolean): ChatError {
  const own = ownError(error, operation);
  if (own !== undefined) return own;
  const reason = kindOfThrown(error);
  if (hasLeft) return new ChatError("CHAT_NO_ANSWER", { operation, outcome: "unknown", error: reason });
  const issues = [{ path: "msg", problem: "expression-failed", params: { reason } }] as const;
  return new ChatError("CHAT_INVALID_INPUT", { operation, outcome: "not-sent", issues });
}

/** What may be told of something thrown: `TypeError`, `string`. Never throws. */
export function kindOfThrown(error: unknown): string {
  try {
    const kind: unknown = error instanceof Error ? error.name : typeof error;
    return typeof kind === "string" && kindPattern.test(kind) ? kind : "Error";
  } catch {
    // A proxy, or a name that throws.
    return typeof error;
  }
}

function ownError(error: unknown, operation: string): ChatError | undefined {
  try {
    return isChatError(error) ? error.with({ operation }) : undefined;
  } catch {
    // Something that only looks like ours.
    return undefined;
  }
}
