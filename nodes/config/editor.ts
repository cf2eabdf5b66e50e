import { parseAppKey } from "../../src/client/app-key";
import { parseBaseUrl } from "../../src/client/base-url";
import { currentValue } from "../editor-kit/current-value";
import { closeDialog, dialogOf, openDialog } from "../editor-kit/dialog";
import { addDialogStyle } from "../editor-kit/dialog-style";
import { followExampleLinks } from "../editor-kit/example-links";
import { foldSections } from "../editor-kit/fold-sections";
import { addHelpStyle } from "../editor-kit/help-style";
import { keepNumbers } from "../editor-kit/keep-numbers";
import { migrateNodes } from "../editor-kit/migrate-nodes";
import { outboxPanel } from "../editor-kit/outbox-panel";
import { outboxRule, redisUrlRule } from "../editor-kit/outbox-rules";
import { suggestByPlatform } from "../editor-kit/platform-suggestions";
import { rule } from "../editor-kit/rule";
import { prepareSecrets } from "../editor-kit/secret-fields";
import { showProblems } from "../editor-kit/show-problems";
import { showRows } from "../editor-kit/show-rows";
import { showVariables } from "../editor-kit/show-variables";
import { credentialRule, signInFields, signInRule } from "../editor-kit/sign-in";
import type { TestRequest } from "../editor-kit/test-connection";
import { testConnection } from "../editor-kit/test-connection";

const numbers = [
  "callsPerSecond",
  "recipientsPerMinute",
  "groupMessagesPerSecond",
  "roomsPerSecond",
  "historyCallsPerMinute",
  "maxAge",
  "timeout",
] as const;

const positive = (property: (typeof numbers)[number]): Validate =>
  rule((node, value) =>
    Number(value) > 0 && Number.isFinite(Number(value))
      ? undefined
      : node._("invalid.number", { field: node._(`label.${property}`) }),
  );

const hostRule = rule((node, value) => {
  if (value === "") return node._("invalid.host.missing");
  return parseBaseUrl(value) === undefined ? node._("invalid.host.form") : undefined;
});

const appKeyRule = rule((node, value) => {
  if (value === "") return node._("invalid.appKey.missing");
  return parseAppKey(value) === undefined ? node._("invalid.appKey.form") : undefined;
});

// The node library reads this call: its type and what describes the node's look must stay literal and in place.
RED.nodes.registerType("agora-chat-config", {
  category: "config",
  defaults: {
    name: { value: "" },
    platform: { value: "agora" },
    dialect: { value: "current" },
    host: { value: "", validate: hostRule },
    appKey: { value: "", validate: appKeyRule },
    auth: { value: "certificate", validate: signInRule() },
    tls: { value: "", type: "tls-config", required: false },
    proxy: { value: "", type: "http proxy", required: false },
    timeout: { value: 30, validate: positive("timeout") },
    callsPerSecond: { value: 100, validate: positive("callsPerSecond") },
    recipientsPerMinute: { value: 6000, validate: positive("recipientsPerMinute") },
    groupMessagesPerSecond: { value: 20, validate: positive("groupMessagesPerSecond") },
    roomsPerSecond: { value: 100, validate: positive("roomsPerSecond") },
    historyCallsPerMinute: { value: 10, validate: positive("historyCallsPerMinute") },
    evenPace: { value: false },
    retry: { value: "patient" },
    maxAge: { value: 60, validate: positive("maxAge") },
    repeatUnknown: { value: false },
    outbox: { value: "memory", validate: outboxRule },
    version: { value: 1 },
  },
  credentials: {
    appId: { type: "text", validate: credentialRule("appId") },
    appCertificate: { type: "password", validate: credentialRule("appCertificate") },
    clientId: { type: "text", validate: credentialRule("clientId") },
    clientSecret: { type: "password", validate: credentialRule("clientSecret") },
    token: { type: "password", validate: credentialRule("token") },
    redisUrl: { type: "password", validate: redisUrlRule },
  },
  paletteLabel() {
    return this._("palette-label");
  },
  label() {
    const { name, appKey } = this;
    return (
      [name, appKey].find((each): each is string => typeof each === "string" && each !== "") ?? this._("palette-label")
    );
  },
  labelStyle() {
    return this["name"] ? "node_label_italic" : "";
  },
  oneditprepare() {
    addDialogStyle();
    const dialog = openDialog(this);
    prepareSecrets(dialog, ["appCertificate", "clientSecret", "token", "redisUrl"]);
    suggestByPlatform(dialog, signInFields);
    showRows(dialog, () => ({
      auth: currentValue(this, "auth"),
      dialect: currentValue(this, "dialect"),
      outbox: currentValue(this, "outbox"),
      leaves: leftOutbox(this),
    }));
    foldSections(dialog);
    outboxPanel(dialog, dialog.form.find(".agora-chat-outbox"));
    showVariables(dialog);
    showProblems(dialog);
    testConnection(dialog, dialog.form.find(".agora-chat-test"), () => testRequest(this));
  },
  oneditsave() {
    const dialog = dialogOf(this);
    if (dialog !== undefined) keepNumbers(dialog, numbers);
    closeDialog(this);
  },
  oneditcancel() {
    closeDialog(this);
  },
  oneditdelete() {
    closeDialog(this);
  },
});

migrateNodes("agora-chat-config");
followExampleLinks();
addHelpStyle();

/** The outbox of the saved node, where the dialog chooses another and the one left goes on keeping what waits in it. */
function leftOutbox(node: EditorNode): string {
  const saved = node["outbox"];
  const isLeft = saved === "disk" || saved === "redis" ? saved !== currentValue(node, "outbox") : false;
  return isLeft ? String(saved) : "";
}

function testRequest(node: EditorNode): TestRequest {
  const read = (names: readonly string[]): Record<string, string> =>
    Object.fromEntries(names.map((name) => [name, currentValue(node, name)]));
  return {
    id: node.id,
    values: read(["platform", "dialect", "host", "appKey", "auth", "tls", "proxy", "timeout"]),
    credentials: read(["appId", "appCertificate", "clientId", "clientSecret", "token"]),
  };
}
