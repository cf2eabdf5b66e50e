import { ChatError } from "../../client/chat-error";
import type { ChatErrorCode } from "../../client/chat-error";
import type { Issue } from "../../client/issue";

/** The error of a message that an outbox did not send: it accounts for every recipient. */
export function unsentError(code: ChatErrorCode, to: readonly string[], issues?: readonly Issue[]): ChatError {
  return new ChatError(code, {
    operation: "send-message",
    outcome: "not-sent",
    ...(issues === undefined ? {} : { issues }),
    sent: [],
    unsent: to,
    uncertain: [],
  });
}

/** What is wrong where something could not be written: the system's own code says why. */
export function unwrittenIssue(failure: unknown): Issue {
  const code = typeof failure === "object" && failure !== null && "code" in failure ? failure.code : undefined;
  const reason = typeof code === "string" ? code : "–";
  return { path: "outbox", problem: "outbox-write-failed", params: { reason } };
}
