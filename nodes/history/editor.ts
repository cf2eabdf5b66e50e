import { appRule } from "../editor-kit/app-rule";
import { prepareChecklists } from "../editor-kit/checklist";
import { chooseOnlyApp } from "../editor-kit/choose-only-app";
import { currentValue } from "../editor-kit/current-value";
import { closeDialog, dialogOf, openDialog } from "../editor-kit/dialog";
import { addDialogStyle } from "../editor-kit/dialog-style";
import { foldSections } from "../editor-kit/fold-sections";
import { givenName } from "../editor-kit/given-name";
import { endRule, startRule } from "../editor-kit/hour-rule";
import { keepNumbers } from "../editor-kit/keep-numbers";
import { migrateNodes } from "../editor-kit/migrate-nodes";
import { showProblems } from "../editor-kit/show-problems";
import { showRows } from "../editor-kit/show-rows";
import { typedRule } from "../editor-kit/typed-check";
import { prepareTypedFields } from "../editor-kit/typed-fields";
import { typedLabel } from "../editor-kit/typed-label";
import { fromOr } from "../editor-kit/value-sources";
import { wholeNumberRule } from "../editor-kit/whole-number-rule";

/** The service writes an hour's file about an hour after the hour has ended: two hours ago it is there. */
const twoHoursAgo = "$millis() - 2 * 60 * 60 * 1000";

const outputs = (output: string) => (node: EditorNode) => currentValue(node, "output") === output;

// The node library reads this call: its type and what describes the node's look must stay literal and in place.
RED.nodes.registerType("agora-chat-history", {
  category: "Agora Chat",
  color: "#3FADB5",
  icon: "agora-chat-history.svg",
  inputs: 1,
  outputs: 2,
  defaults: {
    name: { value: "" },
    app: { value: "", type: "agora-chat-config", validate: appRule },
    start: { value: twoHoursAgo, validate: startRule },
    startType: { value: "jsonata" },
    end: { value: "", validate: endRule },
    endType: { value: "str" },
    output: { value: "message" },
    batchSize: { value: 500, validate: wholeNumberRule("batchSize", { applies: outputs("batch"), most: 10_000 }) },
    path: { value: "", validate: typedRule("path", { missing: "invalid.path.missing" }, outputs("file")) },
    pathType: { value: "str" },
    chatTypes: { value: [] },
    messageTypes: { value: [] },
    sender: { value: "", validate: typedRule("sender") },
    senderType: { value: "str" },
    receiver: { value: "", validate: typedRule("receiver") },
    receiverType: { value: "str" },
    version: { value: 1 },
  },
  paletteLabel() {
    return this._("palette-label");
  },
  label() {
    return givenName(this) ?? historyLabel(this);
  },
  labelStyle() {
    return this["name"] ? "node_label_italic" : "";
  },
  inputLabels() {
    return this._("port.input");
  },
  outputLabels(index) {
    return this._(index === 0 ? "port.messages" : "port.summary");
  },
  oneditprepare() {
    addDialogStyle();
    const dialog = openDialog(this);
    chooseOnlyApp(dialog);
    const times = { types: fromOr("num"), examples: { str: "2025100907", num: "1760000000000" } };
    const user = { types: fromOr(), examples: { str: "alice" } };
    prepareTypedFields(dialog, {
      start: times,
      end: times,
      path: { types: fromOr(), examples: { str: this._("placeholder.path") } },
      sender: user,
      receiver: user,
    });
    prepareChecklists(dialog);
    showRows(dialog, () => ({ output: currentValue(this, "output") }));
    foldSections(dialog);
    showProblems(dialog);
  },
  oneditsave() {
    const dialog = dialogOf(this);
    if (dialog !== undefined) keepNumbers(dialog, ["batchSize"]);
    closeDialog(this);
  },
});

migrateNodes("agora-chat-history");

/** The hours that it reads: `history → 2025100907`. */
function historyLabel(node: EditorNode): string {
  const isUsual = node["startType"] === "jsonata" && node["start"] === twoHoursAgo;
  const start = isUsual ? node._("node-label.two-hours-ago") : typedLabel(node, "start", "msg.payload") || "?";
  const hours = [start, typedLabel(node, "end")].filter((hour) => hour !== "").join(" – ");
  return `${node._("node-label.history")} → ${hours}`;
}
