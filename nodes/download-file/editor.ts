import { appRule } from "../editor-kit/app-rule";
import { chooseOnlyApp } from "../editor-kit/choose-only-app";
import { currentValue } from "../editor-kit/current-value";
import { openDialog } from "../editor-kit/dialog";
import { addDialogStyle } from "../editor-kit/dialog-style";
import { givenName } from "../editor-kit/given-name";
import { migrateNodes } from "../editor-kit/migrate-nodes";
import { showProblems } from "../editor-kit/show-problems";
import { showRows } from "../editor-kit/show-rows";
import { typedRule } from "../editor-kit/typed-check";
import { prepareTypedFields } from "../editor-kit/typed-fields";
import { typedLabel } from "../editor-kit/typed-label";
import { fromOr } from "../editor-kit/value-sources";

const pathRule = typedRule(
  "path",
  { missing: "invalid.path.missing" },
  (node) => currentValue(node, "saveTo") === "file",
);

// The node library reads this call: its type and what describes the node's look must stay literal and in place.
RED.nodes.registerType("agora-chat-download-file", {
  category: "Agora Chat",
  color: "#3FADB5",
  icon: "agora-chat-download-file.svg",
  inputs: 1,
  outputs: 1,
  defaults: {
    name: { value: "" },
    app: { value: "", type: "agora-chat-config", validate: appRule },
    file: { value: "payload", validate: typedRule("file", { missing: "invalid.file.missing" }) },
    fileType: { value: "msg" },
    secret: { value: "", validate: typedRule("secret") },
    secretType: { value: "str" },
    thumbnail: { value: false },
    saveTo: { value: "buffer" },
    path: { value: "", validate: pathRule },
    pathType: { value: "str" },
    version: { value: 1 },
  },
  paletteLabel() {
    return this._("palette-label");
  },
  label() {
    return givenName(this) ?? downloadLabel(this);
  },
  labelStyle() {
    return this["name"] ? "node_label_italic" : "";
  },
  inputLabels() {
    return this._("port.input");
  },
  outputLabels() {
    return this._(this["saveTo"] === "file" ? "port.file" : "port.buffer");
  },
  oneditprepare() {
    addDialogStyle();
    const dialog = openDialog(this);
    chooseOnlyApp(dialog);
    prepareTypedFields(dialog, {
      file: { types: fromOr(), examples: { str: this._("placeholder.file") } },
      secret: { types: fromOr(), examples: { str: this._("placeholder.secret") } },
      path: { types: fromOr(), examples: { str: this._("placeholder.path") } },
    });
    showRows(dialog, () => ({ saveTo: currentValue(this, "saveTo") }));
    showProblems(dialog);
  },
});

migrateNodes("agora-chat-download-file");

/** `download`, or `thumbnail`, and where it goes where that is a file. */
function downloadLabel(node: EditorNode): string {
  const what = node._(node["thumbnail"] === true ? "node-label.thumbnail" : "node-label.download");
  if (node["saveTo"] !== "file") return what;
  return `${what} → ${typedLabel(node, "path") || "?"}`;
}
