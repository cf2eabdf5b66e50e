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

// The node library reads this call: its type and what describes the node's look must stay literal and in place.
RED.nodes.registerType("agora-chat-delete-conversation", {
  category: "Agora Chat",
  color: "#3FADB5",
  icon: "agora-chat-delete-conversation.svg",
  inputs: 1,
  outputs: 1,
  defaults: {
    name: { value: "" },
    app: { value: "", type: "agora-chat-config", validate: appRule },
    user: { value: "user", validate: typedRule("user", { missing: "invalid.user.missing" }) },
    userType: { value: "msg" },
    chatType: { value: "chat" },
    channel: { value: "channel", validate: typedRule("channel", { missing: "invalid.channel.missing" }) },
    channelType: { value: "msg" },
    deleteRoam: { value: false },
    version: { value: 1 },
  },
  paletteLabel() {
    return this._("palette-label");
  },
  label() {
    return givenName(this) ?? `${this._("node-label.delete")} → ${typedLabel(this, "channel", "msg.channel") || "?"}`;
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
      user: { types: fromOr(), examples: { str: "alice" } },
      channel: { types: fromOr(), examples: { str: "ben" } },
    });
    showRows(dialog, () => ({ chatType: currentValue(this, "chatType") }));
    showProblems(dialog);
  },
});

migrateNodes("agora-chat-delete-conversation");
