import type { PendingVerdict } from "../../src/callbacks/pending-verdicts";
import { parseVerdict } from "../../src/callbacks/parse-verdict";
import type { VerdictDraft } from "../../src/callbacks/parse-verdict";
import { verdictAnswer } from "../../src/callbacks/verdict-answer";
import { ChatError } from "../../src/client/chat-error";
import type { Issue } from "../../src/client/issue";

/**
 * Answers a callback with what the flow says; where that will not do, with the fallback, and at once: the service waits.
 *
 * @param issues what was wrong with the fields already
 * @throws `CHAT_INVALID_INPUT`; `CHAT_TOO_LARGE` where the service would not read the answer
 */
export function answerPending(pending: PendingVerdict, draft: VerdictDraft, issues: Issue[]): void {
  const verdict = parseVerdict(draft, pending.payload, issues);
  if (issues.length > 0) {
    pending.settle();
    throw new ChatError("CHAT_INVALID_INPUT", { operation: "respond", outcome: "not-sent", issues });
  }
  const answer = verdictAnswer(verdict);
  if ("text" in answer) {
    pending.settle(answer.text);
    return;
  }
  pending.settle();
  const { part: path, found, allowed } = answer.excess;
  throw new ChatError("CHAT_TOO_LARGE", {
    operation: "respond",
    outcome: "not-sent",
    issues: [{ path, problem: "answer-too-large", params: { found, allowed } }],
  });
}
