import { currentValue, valueAsText } from "../editor-kit/current-value";
import { openDialog } from "../editor-kit/dialog";
import { addDialogStyle } from "../editor-kit/dialog-style";
import { givenName } from "../editor-kit/given-name";
import { migrateNodes } from "../editor-kit/migrate-nodes";
import { sharedText } from "../editor-kit/shared-text";
import { showProblems } from "../editor-kit/show-problems";
import { showRows } from "../editor-kit/show-rows";
import { typedRule } from "../editor-kit/typed-check";
import { prepareTypedFields } from "../editor-kit/typed-fields";
import { fromOr } from "../editor-kit/value-sources";

const bodyExample = '{"type": "txt", "msg": "***"}';

// The node library reads this call: its type and what describes the node's look must stay literal and in place.
RED.nodes.registerType("agora-chat-respond", {
  category: "Agora Chat",
  color: "#3FADB5",
  icon: "agora-chat-respond.svg",
  align: "right",
  inputs: 1,
  outputs: 0,
  defaults: {
    name: { value: "" },
    allow: { value: "true", validate: typedRule("allow", { missing: "invalid.allow.missing" }) },
    allowType: { value: "bool" },
    code: { value: "", validate: typedRule("code", {}, (node) => verdict(node) !== "allow") },
    codeType: { value: "str" },
    body: { value: "", validate: typedRule("body", { literal: body }, (node) => verdict(node) !== "refuse") },
    bodyType: { value: "str" },
    version: { value: 1 },
  },
  paletteLabel() {
    return this._("palette-label");
  },
  label() {
    return givenName(this) ?? this._(`node-label.${verdict(this, savedValue)}`);
  },
  labelStyle() {
    return this["name"] ? "node_label_italic" : "";
  },
  inputLabels() {
    return this._("port.input");
  },
  oneditprepare() {
    addDialogStyle();
    const dialog = openDialog(this);
    prepareTypedFields(dialog, {
      allow: { types: ["bool", "msg", "flow", "global", "jsonata", "env"] },
      code: { types: fromOr(), examples: { str: this._("placeholder.code") } },
      body: {
        types: fromOr("json"),
        examples: { str: this._("placeholder.body"), json: bodyExample },
      },
    });
    showRows(dialog, () => ({ verdict: verdict(this) }));
    showProblems(dialog);
  },
});

migrateNodes("agora-chat-respond");

type Reading = (node: EditorNode, property: string) => string;

/** What it says, where that stands in the dialog: `open` where the flow says it. */
function verdict(node: EditorNode, read: Reading = currentValue): "allow" | "refuse" | "open" {
  if (read(node, "allowType") !== "bool") return "open";
  return read(node, "allow") === "true" ? "allow" : "refuse";
}

function savedValue(node: EditorNode, property: string): string {
  return valueAsText(node[property]);
}

/** A text, or a message that says its type itself. */
function body(node: EditorNode, value: unknown): string | undefined {
  if (typeof value === "string") return undefined;
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  if (isObject) return undefined;
  return sharedText("invalid.typed.object", { field: node._("label.body"), example: bodyExample });
}
