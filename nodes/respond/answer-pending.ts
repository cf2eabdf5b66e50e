import type { PendingVerdict } from "../../src/callbacks/pending-verdicts";
import { parseVerdict } from "../../src/callbacks/parse-verdict";
import type { VerdictDraft } from "../../src/callbacks/parse-verdict";
import { verdictAnswer } from "../../src/callbacks/verdict-answer";
import { ChatError } from "../../src/client/chat-error";
import type { Issue } from "../../src/client/issue";

/**
 * Answers a callback with what the flow says.
 *
 * @param draft absent where it could not be read
 * @param issues what was wrong with the fields already
 * @throws `CHAT_INVALID_INPUT`; `CHAT_TOO_LARGE` where the service would not read the answer. It is not answered then
 */
export function answerPending(pending: PendingVerdict, draft: VerdictDraft | undefined, issues: Issue[]): void {
  const verdict = draft && parseVerdict(draft, pending.payload, issues);
  if (verdict === undefined || issues.length > 0) {
    throw new ChatError("CHAT_INVALID_INPUT", { operation: "respond", outcome: "not-sent", issues });
  }
  const answer = verdictAnswer(verdict);
  if ("text" in answer) {
    pending.settle(answer.text);
    return;
  }
  const { part: path, found, allowed } = answer.excess;
  throw new ChatError("CHAT_TOO_LARGE", {
    operation: "respond",
    outcome: "not-sent",
    issues: [{ path, problem: "answer-too-large", params: { found, allowed } }],
  });
}
