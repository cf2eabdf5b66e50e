import type { NodeAPI } from "node-red";
import { ChatError } from "../../src/client/chat-error";
import { parseImportRecords } from "../../src/client/import/parse-import-records";
import { invalidInput } from "../../src/client/invalid-input";
import type { Issue } from "../../src/client/issue";
import { createKeyedSequence } from "../../src/delivery/waiting/keyed-sequence";
import { collectIssues } from "../node-kit/collect-issues";
import { defineNode } from "../node-kit/define-node";
import type { NodeWork } from "../node-kit/node-definition";

/** Brings messages of the past into the app; the message goes on with the id of each as its payload. */
export = function register(RED: NodeAPI): void {
  // A long list takes longer to check than a short one behind it, which must not overtake it.
  const arrivals = createKeyedSequence();

  /** @returns what the import will give; by then it has its place behind the imports before it */
  async function begin({ app, saved, read, context }: NodeWork): Promise<{ readonly results: Promise<unknown> }> {
    const issues: Issue[] = [];
    const records = await collectIssues(read, issues)("records");
    const { chatType = "users", markRead, needDownload } = saved;
    const options = { chatType, markRead: markRead === true, needDownload: needDownload === true };
    // The wall's clock: records are dated by it, and the one that waits go by may have begun hours off.
    const check = { dialect: app.dialect, nowMs: Date.now(), signal: context.signal };
    const checked = await parseImportRecords(records, options, check, issues);
    if (issues.length > 0) throw invalidInput("import", issues);
    return { results: app.importRecords(checked, context) };
  }

  defineNode(RED, {
    type: "agora-chat-import",
    operation: "import",
    byDefault: { records: "payload" },
    busy: "working",
    done: "imported",
    async run(work) {
      const leave = await arrivals.enter(String(work.saved["id"]), work.context.signal);
      if (leave === undefined) throw new ChatError("CHAT_STOPPED", { operation: "import", outcome: "not-sent" });
      const { results } = await begin(work).finally(leave);
      return { payload: await results };
    },
  });
};
