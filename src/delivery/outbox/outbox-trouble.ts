import { ChatError } from "../../client/chat-error";
import type { Issue } from "../../client/issue";

/**
 * Why an outbox cannot be used: a folder that cannot be written, a Redis that refuses us. Whoever sets the app up must
 * act.
 *
 * @param path the setting: `outbox` or `redisUrl`
 */
export function outboxTrouble(
  path: "outbox" | "redisUrl",
  problem: Issue["problem"],
  params: Issue["params"] = {},
): ChatError {
  return new ChatError("CHAT_NOT_CONFIGURED", {
    operation: "send-message",
    outcome: "not-sent",
    issues: [{ path, problem, params }],
  });
}
