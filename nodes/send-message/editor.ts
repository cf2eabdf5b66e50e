import { chooseOnlyApp } from "../editor-kit/choose-only-app";
import { currentValue } from "../editor-kit/current-value";
import { openDialog } from "../editor-kit/dialog";
import { addDialogStyle } from "../editor-kit/dialog-style";
import { foldSections } from "../editor-kit/fold-sections";
import { givenName } from "../editor-kit/given-name";
import { messageFields } from "../editor-kit/message-fields";
import { messageLabel } from "../editor-kit/message-label";
import { previewMessage } from "../editor-kit/message-preview";
import { isReply, messageRules as rules } from "../editor-kit/message-rules";
import { migrateNodes } from "../editor-kit/migrate-nodes";
import { prepareRecipients } from "../editor-kit/recipient-list";
import { showProblems } from "../editor-kit/show-problems";
import { showRows } from "../editor-kit/show-rows";
import { prepareTypedFields } from "../editor-kit/typed-fields";

// The node library reads this call: its type and what describes the node's look must stay literal and in place.
RED.nodes.registerType("agora-chat-send-message", {
  category: "Agora Chat",
  color: "#3FADB5",
  icon: "agora-chat-send-message.svg",
  inputs: 1,
  outputs: 1,
  defaults: {
    name: { value: "" },
    app: { value: "", type: "agora-chat-config", validate: rules.app },
    chatType: { value: "users", validate: rules.chatType },
    chatTypeType: { value: "pick" },
    to: { value: "to", validate: rules.to },
    toType: { value: "msg" },
    from: { value: "", validate: rules.from },
    fromType: { value: "str" },
    messageType: { value: "txt" },
    body: { value: "payload", validate: rules.body },
    bodyType: { value: "msg" },
    text: { value: "payload", validate: rules.text },
    textType: { value: "msg" },
    file: { value: "payload", validate: rules.file },
    fileType: { value: "msg" },
    filename: { value: "", validate: rules.filename },
    filenameType: { value: "str" },
    thumbnail: { value: "", validate: rules.thumbnail },
    thumbnailType: { value: "str" },
    size: { value: "", validate: rules.size },
    sizeType: { value: "json" },
    length: { value: "", validate: rules.length },
    lengthType: { value: "num" },
    lat: { value: "", validate: rules.lat },
    latType: { value: "num" },
    lng: { value: "", validate: rules.lng },
    lngType: { value: "num" },
    addr: { value: "", validate: rules.addr },
    addrType: { value: "str" },
    action: { value: "", validate: rules.action },
    actionType: { value: "str" },
    customEvent: { value: "", validate: rules.customEvent },
    customEventType: { value: "str" },
    customExts: { value: "", validate: rules.customExts },
    customExtsType: { value: "json" },
    ext: { value: "", validate: rules.ext },
    extType: { value: "json" },
    pushTitle: { value: "", validate: rules.pushTitle },
    pushTitleType: { value: "str" },
    pushContent: { value: "", validate: rules.pushContent },
    pushContentType: { value: "str" },
    pushCategory: { value: "", validate: rules.pushCategory },
    pushCategoryType: { value: "str" },
    pushSound: { value: "", validate: rules.pushSound },
    pushSoundType: { value: "str" },
    pushMutable: { value: false },
    silent: { value: false },
    forcePush: { value: false },
    onlineOnly: { value: false },
    syncDevice: { value: false },
    restrictAccess: { value: false },
    stampId: { value: false },
    version: { value: 1 },
  },
  paletteLabel() {
    return this._("palette-label");
  },
  label() {
    return givenName(this) ?? messageLabel(this);
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
    prepareTypedFields(dialog, messageFields(this._));
    prepareRecipients(dialog, "to");
    showRows(dialog, () => ({
      messageType: currentValue(this, "messageType"),
      recipients: isReply(this) ? "reply" : "given",
      toType: currentValue(this, "toType"),
    }));
    foldSections(dialog);
    showProblems(dialog);
    previewMessage(dialog, dialog.form.find(".agora-chat-preview"));
  },
});

migrateNodes("agora-chat-send-message");
