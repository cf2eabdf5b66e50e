import { appRule } from "../editor-kit/app-rule";
import { chooseOnlyApp } from "../editor-kit/choose-only-app";
import { currentValue } from "../editor-kit/current-value";
import { openDialog } from "../editor-kit/dialog";
import { addDialogStyle } from "../editor-kit/dialog-style";
import { foldSections } from "../editor-kit/fold-sections";
import { givenName } from "../editor-kit/given-name";
import { migrateNodes } from "../editor-kit/migrate-nodes";
import { rule } from "../editor-kit/rule";
import { showProblems } from "../editor-kit/show-problems";
import { typedCheck, typedRule } from "../editor-kit/typed-check";
import { prepareTypedFields } from "../editor-kit/typed-fields";
import { typedLabel } from "../editor-kit/typed-label";
import { fromOr } from "../editor-kit/value-sources";

const messagesRule = typedRule("messages", {
  missing: "invalid.messages.missing",
  // The digits of an id do not fit a number.
  literal: (node, value) => (typeof value === "number" ? node._("invalid.messages.number") : undefined),
});

/** An id that is written in the dialog says nothing of whom the message went to. */
const toRule = rule((node, value) => {
  const isLoneId = currentValue(node, "messagesType") === "str" && currentValue(node, "messages") !== "";
  return typedCheck("to", isLoneId ? { missing: "invalid.to.missing" } : {})(node, value);
});

// The node library reads this call: its type and what describes the node's look must stay literal and in place.
RED.nodes.registerType("agora-chat-recall", {
  category: "Agora Chat",
  color: "#3FADB5",
  icon: "agora-chat-recall.svg",
  inputs: 1,
  outputs: 1,
  defaults: {
    name: { value: "" },
    app: { value: "", type: "agora-chat-config", validate: appRule },
    messages: { value: "payload", validate: messagesRule },
    messagesType: { value: "msg" },
    chatType: { value: "users" },
    to: { value: "", validate: toRule },
    toType: { value: "str" },
    from: { value: "", validate: typedRule("from") },
    fromType: { value: "str" },
    force: { value: false },
    version: { value: 1 },
  },
  paletteLabel() {
    return this._("palette-label");
  },
  label() {
    return givenName(this) ?? recallLabel(this);
  },
  labelStyle() {
    return this["name"] ? "node_label_italic" : "";
  },
  inputLabels() {
    return this._("port.input");
  },
  outputLabels() {
    return this._("port.output");
  },
  oneditprepare() {
    addDialogStyle();
    const dialog = openDialog(this);
    chooseOnlyApp(dialog);
    prepareTypedFields(dialog, {
      messages: {
        types: fromOr("json"),
        examples: { str: "1402233445566778899", json: '[{"messageId": "1402233445566778899", "to": "alice"}]' },
      },
      to: { types: fromOr(), examples: { str: "alice" } },
      from: { types: fromOr(), examples: { str: "admin" } },
    });
    foldSections(dialog);
    showProblems(dialog);
  },
});

migrateNodes("agora-chat-recall");

/** `recall`, and what is recalled where that is not what usually comes in. */
function recallLabel(node: EditorNode): string {
  const messages = node["messagesType"] === "json" ? "" : typedLabel(node, "messages");
  const what = messages === "msg.payload" ? "" : messages;
  return `${node._("node-label.recall")} ${what}`.trim();
}
