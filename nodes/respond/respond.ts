import type { NodeAPI } from "node-red";
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
      const draft = await readVerdict(saved, collectIssues(read, issues)).catch((error: unknown) => {
        findPending(RED, msg)?.settle();
        throw error;
      });
      // Asked again: to work out a field may take longer than the service waits.
      const pending = findPending(RED, msg);
      if (pending === undefined) {
        warn("verdict-late");
        return undefined;
      }
      answerPending(pending, draft, issues);
      return {};
    },
  });
};

async function readVerdict(saved: SavedProperties, read: ReadField): Promise<VerdictDraft> {
  // A flow written by hand that says nothing lets the message through.
  const allow = saved["allow"] === undefined ? true : await read("allow");
  return { allow, code: await read("code"), body: await read("body") };
}
