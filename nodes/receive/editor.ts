import { callbackPath } from "../editor-kit/callback-path";
import { callbackPathRule } from "../editor-kit/callback-path-rule";
import { prepareChecklists } from "../editor-kit/checklist";
import { credential } from "../editor-kit/credential";
import { currentValue, valueAsText } from "../editor-kit/current-value";
import type { Dialog } from "../editor-kit/dialog";
import { closeDialog, dialogOf, openDialog } from "../editor-kit/dialog";
import { addDialogStyle } from "../editor-kit/dialog-style";
import { foldSections } from "../editor-kit/fold-sections";
import { givenName } from "../editor-kit/given-name";
import { isPrivateHost } from "../editor-kit/is-private-host";
import { keepNumbers } from "../editor-kit/keep-numbers";
import { migrateNodes } from "../editor-kit/migrate-nodes";
import { recheckPaths } from "../editor-kit/recheck-paths";
import { rule } from "../editor-kit/rule";
import { prepareSecrets } from "../editor-kit/secret-fields";
import { showAddress } from "../editor-kit/show-address";
import { showProblems } from "../editor-kit/show-problems";
import { showRows } from "../editor-kit/show-rows";
import { showVariables } from "../editor-kit/show-variables";
import { wholeNumberRule } from "../editor-kit/whole-number-rule";

/** How long the service waits for a verdict, milliseconds, unless its console says otherwise. */
const serviceWaitsMs = 200;

const decides = (node: EditorNode): boolean => currentValue(node, "mode") === "decide";

const clockWindowRule = rule((node, value) =>
  value !== "" && Number(value) >= 0 && Number.isFinite(Number(value)) ? undefined : node._("invalid.clockWindow"),
);

/** The service asks before a message is sent or changed; all else has happened when it tells. */
function eventsRule(this: EditorNode, events: unknown, options?: object): boolean | string {
  const decidable =
    !Array.isArray(events) || events.length === 0 || events.some((each) => each === "chat" || each === "edit");
  if (!decides(this) || decidable) return true;
  return options === undefined ? false : this._("invalid.events");
}

// The node library reads this call: its type and what describes the node's look must stay literal and in place.
RED.nodes.registerType("agora-chat-receive", {
  category: "Agora Chat",
  color: "#3FADB5",
  icon: "agora-chat-receive.svg",
  inputs: 0,
  outputs: 1,
  defaults: {
    name: { value: "" },
    path: { value: "chat", validate: callbackPathRule },
    mode: { value: "notify" },
    decideWithin: { value: 150, validate: wholeNumberRule("decideWithin", { applies: decides, most: 60_000 }) },
    fallback: { value: "allow" },
    events: { value: ["chat"], validate: eventsRule },
    chatTypes: { value: [] },
    senders: { value: "" },
    ignoreSenders: { value: "admin" },
    clockWindow: { value: 5, validate: clockWindowRule },
    version: { value: 1 },
  },
  credentials: {
    secret: { type: "password" },
  },
  paletteLabel() {
    return this._("palette-label");
  },
  label() {
    return givenName(this) ?? receiveLabel(this);
  },
  labelStyle() {
    return this["name"] ? "node_label_italic" : "";
  },
  outputLabels() {
    return this._("port.output");
  },
  oneditprepare() {
    addDialogStyle();
    const dialog = openDialog(this);
    prepareSecrets(dialog, ["secret"]);
    prepareChecklists(dialog);
    showAddress(dialog, dialog.form.find(".agora-chat-address"));
    showRows(dialog, () => ({
      address: isPrivateHost(location.hostname) ? "private" : "public",
      secret: credential(this, "secret") === "" ? "none" : "set",
      mode: currentValue(this, "mode"),
      verdict: Number(currentValue(this, "decideWithin")) > serviceWaitsMs ? "late" : "in-time",
      echo: hearsItself(dialog) ? "possible" : "none",
    }));
    foldSections(dialog);
    showVariables(dialog);
    showProblems(dialog);
  },
  oneditsave() {
    const dialog = dialogOf(this);
    if (dialog !== undefined) keepNumbers(dialog, ["decideWithin", "clockWindow"]);
    closeDialog(this);
  },
});

migrateNodes("agora-chat-receive");

recheckPaths("agora-chat-receive");

/** Where it listens: `receive /chat`. */
function receiveLabel(node: EditorNode): string {
  const path = callbackPath(valueAsText(node["path"]));
  return `${node._("node-label.receive")} ${path}`.trim();
}

/** Whether a flow that answers gets its own answers back. What is sent by this palette is never asked about beforehand. */
function hearsItself(dialog: Dialog): boolean {
  const events = dialog.input("events").val();
  const hearsMessages = !Array.isArray(events) || events.length === 0 || events.includes("chat");
  return !decides(dialog.node) && hearsMessages && currentValue(dialog.node, "ignoreSenders") === "";
}
