import type { NodeAPI } from "node-red";
import { parseMessage } from "../../src/client/parsing/parse-message";
import { defineNode } from "../node-kit/define-node";
import { pathOf, readDraft } from "./read-draft";

/** Sends a message to users, groups or rooms; the message goes on with one receipt a recipient as its payload. */
export = function register(RED: NodeAPI): void {
  defineNode(RED, {
    type: "agora-chat-send-message",
    operation: "send-message",
    byDefault: { to: "to", text: "payload", file: "payload", body: "payload" },
    async run({ app, saved, read, msg, context, resolvePath }) {
      const restrictAccess = saved["restrictAccess"] === true;
      const surroundings = { filesUrl: app.filesUrl, restrictAccess, resolvePath };
      const { draft, issues, files } = await readDraft(saved, read, msg, surroundings);
      const message = parseMessage(draft, app.dialect, pathOf(saved["messageType"]), issues);
      return { payload: await app.sendMessage({ message, ...files, restrictAccess }, context) };
    },
  });
};
