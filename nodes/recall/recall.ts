import type { NodeAPI } from "node-red";
import { invalidInput } from "../../src/client/invalid-input";
import type { Issue } from "../../src/client/issue";
import { parseRecalls } from "../../src/client/recall/parse-recalls";
import type { RecallResult } from "../../src/client/recall/recall";
import { collectIssues } from "../node-kit/collect-issues";
import { defineNode } from "../node-kit/define-node";

/** Takes messages back; the message goes on with what became of each as its payload. */
export = function register(RED: NodeAPI): void {
  defineNode(RED, {
    type: "agora-chat-recall",
    operation: "recall",
    byDefault: { messages: "payload" },
    busy: "working",
    done: ({ payload }) =>
      (payload as readonly RecallResult[]).every(({ recalled }) => recalled) ? "recalled" : "notRecalled",
    async run({ app, saved, read, context }) {
      const issues: Issue[] = [];
      const readField = collectIssues(read, issues);
      const { chatType = "users", force } = saved;
      const messages = await readField("messages");
      const options = { chatType, to: await readField("to"), from: await readField("from"), force: force === true };
      const recalls = parseRecalls(messages, options, issues);
      if (issues.length > 0) throw invalidInput("recall", issues);
      return { payload: await app.recallMessages(recalls, context) };
    },
  });
};
