import type { NodeAPI } from "node-red";
import { parseMessage } from "../../src/client/parsing/parse-message";
import type { Receipt } from "../../src/client/sending/receipt";
import { defineNode } from "../node-kit/define-node";
import type { Properties } from "../node-kit/node-definition";
import { pathOf, readDraft } from "./read-draft";

/** Sends a message to users, groups or rooms; the message goes on with one receipt a recipient as its payload. */
export = function register(RED: NodeAPI): void {
  const goesOnWith = (receipts: readonly Receipt[]): Properties => ({ payload: receipts });

  defineNode(RED, {
    type: "agora-chat-send-message",
    operation: "send-message",
    byDefault: { to: "to", text: "payload", file: "payload", body: "payload" },
    recovers: goesOnWith,
    async run({ app, nodeId, saved, read, msg, context, resolvePath }) {
      const restrictAccess = saved["restrictAccess"] === true;
      const surroundings = { filesUrl: app.filesUrl, restrictAccess, resolvePath };
      const { draft, issues, files } = await readDraft(saved, read, msg, surroundings);
      const message = parseMessage(draft, app.dialect, pathOf(saved["messageType"]), issues);
      const outgoing = { message, ...files, restrictAccess };
      const receipts = await app.sendMessage({ outgoing, nodeId, flowMessage: msg }, context);
      return receipts === undefined ? undefined : goesOnWith(receipts);
    },
  });
};
