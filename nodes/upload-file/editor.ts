import { appRule } from "../editor-kit/app-rule";
import { chooseOnlyApp } from "../editor-kit/choose-only-app";
import { closeDialog, dialogOf, openDialog } from "../editor-kit/dialog";
import { addDialogStyle } from "../editor-kit/dialog-style";
import { foldSections } from "../editor-kit/fold-sections";
import { givenName } from "../editor-kit/given-name";
import { keepNumbers } from "../editor-kit/keep-numbers";
import { migrateNodes } from "../editor-kit/migrate-nodes";
import { showProblems } from "../editor-kit/show-problems";
import { typedRule } from "../editor-kit/typed-check";
import { prepareTypedFields } from "../editor-kit/typed-fields";
import { typedLabel } from "../editor-kit/typed-label";
import { fromOr } from "../editor-kit/value-sources";
import { wholeNumberRule } from "../editor-kit/whole-number-rule";

const fileRule = typedRule("file", {
  missing: "invalid.file.missing",
  literal: (node, value) => (/^\s*https?:\/\//i.test(String(value)) ? node._("invalid.file.address") : undefined),
});

// The node library reads this call: its type and what describes the node's look must stay literal and in place.
RED.nodes.registerType("agora-chat-upload-file", {
  category: "Agora Chat",
  color: "#3FADB5",
  icon: "agora-chat-upload-file.svg",
  inputs: 1,
  outputs: 1,
  defaults: {
    name: { value: "" },
    app: { value: "", type: "agora-chat-config", validate: appRule },
    file: { value: "payload", validate: fileRule },
    fileType: { value: "msg" },
    filename: { value: "", validate: typedRule("filename") },
    filenameType: { value: "str" },
    restrictAccess: { value: false },
    thumbnailWidth: { value: "", validate: wholeNumberRule("thumbnailWidth", { optional: true }) },
    thumbnailHeight: { value: "", validate: wholeNumberRule("thumbnailHeight", { optional: true }) },
    version: { value: 1 },
  },
  paletteLabel() {
    return this._("palette-label");
  },
  label() {
    return givenName(this) ?? uploadLabel(this);
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
      file: { types: fromOr("bin"), examples: { str: this._("placeholder.file") } },
      filename: { types: fromOr(), examples: { str: this._("placeholder.filename") } },
    });
    foldSections(dialog);
    showProblems(dialog);
  },
  oneditsave() {
    const dialog = dialogOf(this);
    if (dialog !== undefined) keepNumbers(dialog, ["thumbnailWidth", "thumbnailHeight"]);
    closeDialog(this);
  },
});

migrateNodes("agora-chat-upload-file");

/** `upload`, and what is uploaded where that is not what usually comes in. */
function uploadLabel(node: EditorNode): string {
  const file = typedLabel(node, "file");
  const what = file === "msg.payload" ? "" : file;
  return `${node._("node-label.upload")} ${what}`.trim();
}
