import type { NodeAPI } from "node-red";
import { refused } from "../../src/callbacks/callback-answer";
import { parseAllow } from "../../src/callbacks/parse-allow";
import type { VerdictDraft } from "../../src/callbacks/parse-verdict";
import type { Issue } from "../../src/client/issue";
import { collectIssues } from "../node-kit/collect-issues";
import { defineInputNode } from "../node-kit/define-input-node";
import type { ReadField } from "../node-kit/read-field";
import type { SavedProperties } from "../node-kit/saved-properties";
import { answerPending } from "./answer-pending";
import { findPending } from "./find-pending";

/** Says what becomes of a message that a receive node holds back. */
export = function register(RED: NodeAPI): void {
  defineInputNode(RED, {
    type: "agora-chat-respond",
    operation: "respond",
    busy: "working",
    done: "answered",
    async run({ msg, saved, read, warn }) {
      findPending(RED, msg);
      const issues: Issue[] = [];
      try {
        const draft = await readVerdict(saved, collectIssues(read, issues), issues, () =>
          findPending(RED, msg)?.fallBackOn(refused),
        );
        // Asked again: to work out a field may take longer than the service waits.
        const pending = findPending(RED, msg);
        if (pending === undefined) {
          warn("verdict-late");
          return undefined;
        }
        answerPending(pending, draft, issues);
        return {};
      } catch (error) {
        // At once: the service waits.
        findPending(RED, msg)?.settle();
        throw error;
      }
    },
  });
};

/**
 * Reads whether the message may be sent, and then only what belongs to that.
 *
 * @param issues takes every problem found
 * @param onRefused called as soon as it is known to be refused: whatever fails from then on, it is not let through
 * @returns `undefined` where it does not say whether
 */
async function readVerdict(
  saved: SavedProperties,
  read: ReadField,
  issues: Issue[],
  onRefused: () => void,
): Promise<VerdictDraft | undefined> {
  // A flow written by hand that says nothing lets the message through.
  const reading = parseAllow(saved["allow"] === undefined ? true : await read("allow"));
  if (!reading.ok) {
    // Where it could not be read, that is the problem, not that it is missing.
    if (issues.length === 0) issues.push({ path: "allow", ...reading.problem });
    return undefined;
  }
  if (reading.value) return { allow: true, body: await read("body") };
  onRefused();
  return { allow: false, code: await read("code") };
}
