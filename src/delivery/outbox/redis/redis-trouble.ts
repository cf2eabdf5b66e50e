import { ChatError } from "../../../client/chat-error";
import type { Issue } from "../../../client/issue";
import { outboxTrouble } from "../outbox-trouble";
import { unsentError } from "../unsent-error";

/** What Redis says when it takes nothing although it is there. Its sentences may hold what was sent: never shown. */
const refusals = /\b(OOM|MISCONF|NOPERM|NOAUTH|NOREPLICAS)\b/;

/** @returns the word by which Redis refused; `undefined` where it did not, or will take it soon */
export function refusalOf(error: unknown): string | undefined {
  return error instanceof Error ? refusals.exec(error.message)?.[1] : undefined;
}

/** Redis was away, or refused. */
export class NotTaken extends Error {
  /**
   * @param refusal the word by which it refused
   * @param isDoubtful whether it was asked and did not answer: it may have done it
   */
  constructor(
    readonly refusal: string | undefined,
    readonly isDoubtful: boolean,
  ) {
    super("not taken");
  }
}

/** Why an outbox cannot begin. */
export function unusableError(host: string, error: unknown): ChatError {
  const reason = refusalOf(error);
  if (reason === undefined) return outboxTrouble("redisUrl", "redis-unreachable", { host, reason: "ECONNRESET" });
  return outboxTrouble("redisUrl", "redis-refused", { host, reason });
}

/** A message that a Redis which is away could not take in, or one that refused to. */
export function notTakenError(host: string, refusal: string | undefined, to: readonly string[]): ChatError {
  if (refusal === undefined) return unsentError("CHAT_UNREACHABLE", to, [unreachable(host, "ETIMEDOUT")]);
  const issue: Issue = { path: "redisUrl", problem: "outbox-write-failed", params: { reason: refusal } };
  return unsentError("CHAT_OUTBOX_FULL", to, [issue]);
}

/** A message of which nobody knows whether Redis took it: it was asked, and fell silent. */
export function perhapsTakenError(host: string, to: readonly string[]): ChatError {
  return new ChatError("CHAT_NO_ANSWER", {
    operation: "send-message",
    outcome: "unknown",
    issues: [unreachable(host, "ETIMEDOUT")],
    sent: [],
    unsent: [],
    uncertain: to,
  });
}

/** What Redis was asked for and did not tell. */
export function notToldError(host: string, error: unknown): ChatError {
  const reason = refusalOf(error) ?? "ECONNRESET";
  return new ChatError("CHAT_UNREACHABLE", {
    operation: "send-message",
    outcome: "not-sent",
    issues: [unreachable(host, reason)],
  });
}

function unreachable(host: string, reason: string): Issue {
  return { path: "redisUrl", problem: "redis-unreachable", params: { host, reason } };
}
