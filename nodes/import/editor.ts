import { appRule } from "../editor-kit/app-rule";
import { chooseOnlyApp } from "../editor-kit/choose-only-app";
import { openDialog } from "../editor-kit/dialog";
import { addDialogStyle } from "../editor-kit/dialog-style";
import { givenName } from "../editor-kit/given-name";
import { migrateNodes } from "../editor-kit/migrate-nodes";
import { showProblems } from "../editor-kit/show-problems";
import { typedRule } from "../editor-kit/typed-check";
import { prepareTypedFields } from "../editor-kit/typed-fields";
import { textOf } from "../editor-kit/typed-label";
import { fromOr } from "../editor-kit/value-sources";

const recordsRule = typedRule("records", {
  missing: "invalid.records.missing",
  literal: (node, value) => (isRecordOrList(value) ? undefined : node._("invalid.records.form")),
});

// The node library reads this call: its type and what describes the node's look must stay literal and in place.
RED.nodes.registerType("agora-chat-import", {
  category: "Agora Chat",
  color: "#3FADB5",
  icon: "agora-chat-import.svg",
  inputs: 1,
  outputs: 1,
  defaults: {
    name: { value: "" },
    app: { value: "", type: "agora-chat-config", validate: appRule },
    records: { value: "payload", validate: recordsRule },
    recordsType: { value: "msg" },
    chatType: { value: "users" },
    markRead: { value: false },
    needDownload: { value: false },
    version: { value: 1 },
  },
  paletteLabel() {
    return this._("palette-label");
  },
  label() {
    return givenName(this) ?? `${this._("node-label.import")} → ${this._(`node-label.${chatType(this)}`)}`;
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
    const record = '{"from": "alice", "target": "ben", "type": "txt", "body": {"msg": "…"}}';
    prepareTypedFields(dialog, { records: { types: fromOr("json"), examples: { json: record } } });
    showProblems(dialog);
  },
});

migrateNodes("agora-chat-import");

function chatType(node: EditorNode): string {
  return textOf(node["chatType"]) || "users";
}

/** Text comes from nowhere but the choice of text, which no record can be. */
function isRecordOrList(value: unknown): boolean {
  const records: readonly unknown[] = Array.isArray(value) ? value : [value];
  return records.length > 0 && records.every((each) => typeof each === "object" && each !== null);
}
