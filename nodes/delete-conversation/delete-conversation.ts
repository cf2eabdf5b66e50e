import type { NodeAPI } from "node-red";
import { parseConversation } from "../../src/client/conversation/parse-conversation";
import { invalidInput } from "../../src/client/invalid-input";
import type { Issue } from "../../src/client/issue";
import { collectIssues } from "../node-kit/collect-issues";
import { defineNode } from "../node-kit/define-node";

/** Deletes a conversation for one of its users; the others keep it. */
export = function register(RED: NodeAPI): void {
  defineNode(RED, {
    type: "agora-chat-delete-conversation",
    operation: "delete-conversation",
    byDefault: { user: "user", channel: "channel" },
    busy: "working",
    done: "deleted",
    async run({ app, saved, read, context }) {
      const issues: Issue[] = [];
      const readField = collectIssues(read, issues);
      const { chatType = "chat", deleteRoam } = saved;
      const draft = { user: await readField("user"), channel: await readField("channel"), chatType };
      const conversation = parseConversation({ ...draft, deleteRoam: deleteRoam === true }, issues);
      if (issues.length > 0 || conversation === undefined) throw invalidInput("delete-conversation", issues);
      await app.deleteConversation(conversation, context);
      return { payload: { result: "ok" } };
    },
  });
};
