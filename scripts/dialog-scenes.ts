import type { Page } from "playwright-core";
import { answerConnectionTest, answerOutbox } from "./dialog-answers";

/** A dialog as somebody meets it: a node, what it has saved, and what is done once its dialog is open. */
export interface DialogScene {
  /** Of its picture; the id of its node, too. */
  readonly name: string;
  /** The folder of its node: `config`, `send-message`. */
  readonly set: string;
  /** What differs from a node fresh from the palette. */
  readonly saved?: Readonly<Record<string, unknown>>;
  readonly credentials?: Readonly<Record<string, string>>;
  /** Whether folded sections stay folded. Default: all are opened. */
  readonly folded?: true;
  /** Opened as somebody who adds one opens it; there is no such node yet. */
  readonly fresh?: true;
  /** What the server would answer to the dialog's questions. */
  readonly answers?: (page: Page) => Promise<void>;
  /** Done before the picture is taken. */
  readonly act?: (page: Page) => Promise<void>;
}

/** For the process that runs the scenes' nodes; a scene asks for one variable more than there is. */
export const sceneEnvironment = { CHAT_CLIENT_ID: "YXA6example" } as const;

/** Secrets as people have them who keep their flows in git. */
const secretVariables = { clientId: "${CHAT_CLIENT_ID}", clientSecret: "${CHAT_CLIENT_SECRET}" } as const;

const certificate = { appId: "0".repeat(32), appCertificate: "f".repeat(32) };
const client = { clientId: "YXA6example", clientSecret: "YXA6-secret" };
const picture = { file: "/data/camera/bed-3.jpg", fileType: "str" };
const place = { lat: "52.3702", latType: "num", lng: "4.8952", lngType: "num", addr: "Greenhouse B", addrType: "str" };

const app: readonly DialogScene[] = [
  { name: "config-new", set: "config", fresh: true, folded: true },
  { name: "config", set: "config", credentials: certificate, folded: true },
  { name: "config-unfolded", set: "config", credentials: certificate },
  { name: "config-secret", set: "config", saved: easemob(), credentials: client, folded: true },
  { name: "config-token", set: "config", saved: { auth: "token", dialect: "legacy" }, folded: true },
  { name: "config-environment", set: "config", saved: easemob(), credentials: secretVariables, folded: true },
  {
    name: "config-disk",
    set: "config",
    saved: { outbox: "disk" },
    credentials: certificate,
    answers: answerOutbox,
    act: (page) => page.locator(".agora-chat-parked > li").first().waitFor(),
  },
  { name: "config-redis", set: "config", saved: { outbox: "redis" }, credentials: certificate },
  {
    name: "config-invalid",
    set: "config",
    saved: { host: "a 61", appKey: "farmco", callsPerSecond: 0, maxAge: "soon", timeout: -1 },
  },
  {
    name: "config-tested",
    set: "config",
    credentials: certificate,
    folded: true,
    answers: answerConnectionTest({ ok: true }),
    act: testConnection,
  },
  {
    name: "config-test-failed",
    set: "config",
    credentials: certificate,
    folded: true,
    answers: answerConnectionTest({ ok: false }),
    act: testConnection,
  },
];

const sending: readonly DialogScene[] = [
  { name: "send-message", set: "send-message", folded: true },
  { name: "send-message-unfolded", set: "send-message", saved: list() },
  { name: "send-message-reply", set: "send-message", saved: { chatType: "reply" }, folded: true },
  ...["img", "audio", "video", "file"].map((messageType) => send(messageType, picture)),
  send("loc", place),
  send("cmd", { action: "open-valve" }),
  send("custom", { customEvent: "tank-alarm", customExts: '{"tank": "3"}' }),
  send("any", {}),
  {
    name: "send-message-invalid",
    set: "send-message",
    saved: { ...list(), app: "", to: "", text: "", textType: "str", ext: "{", lengthType: "num" },
  },
];

const files: readonly DialogScene[] = [
  { name: "upload-file", set: "upload-file" },
  {
    name: "upload-file-invalid",
    set: "upload-file",
    saved: { app: "", file: "https://example.com/leaf.png", fileType: "str", thumbnailWidth: 1.5 },
  },
  { name: "download-file", set: "download-file", folded: true },
  { name: "download-file-to-disk", set: "download-file", saved: { saveTo: "file", path: "/data/pictures/" } },
  { name: "download-file-invalid", set: "download-file", saved: { file: "", saveTo: "file", path: "" } },
];

const conversations: readonly DialogScene[] = [
  { name: "history", set: "history", folded: true },
  { name: "history-batch", set: "history", saved: { output: "batch", messageTypes: ["txt", "img"] } },
  { name: "history-file", set: "history", saved: { output: "file", path: "/data/history/" } },
  {
    name: "history-invalid",
    set: "history",
    saved: { app: "", start: "yesterday", startType: "str", end: "2025", output: "batch", batchSize: 0 },
  },
  { name: "recall", set: "recall" },
  { name: "recall-invalid", set: "recall", saved: { messages: "1402233445566778899", messagesType: "str" } },
  { name: "import", set: "import" },
  { name: "import-invalid", set: "import", saved: { app: "", records: '["alice"]', recordsType: "json" } },
  { name: "delete-conversation", set: "delete-conversation", saved: { user: "alice", userType: "str" } },
  { name: "delete-conversation-group", set: "delete-conversation", saved: { chatType: "groupchat" } },
];

const callbacks: readonly DialogScene[] = [
  { name: "receive", set: "receive", saved: { path: "greenhouse" }, credentials: { secret: "s3cret" }, folded: true },
  { name: "receive-open", set: "receive", saved: { path: "bots/echo", ignoreSenders: "" } },
  { name: "receive-decide", set: "receive", saved: { path: "decide", mode: "decide", decideWithin: 900 } },
  {
    name: "receive-invalid",
    set: "receive",
    saved: { path: "no such path", mode: "decide", decideWithin: 0, events: ["recall"], clockWindow: "" },
  },
  { name: "respond", set: "respond" },
  { name: "respond-refuse", set: "respond", saved: { allow: "false", code: "no-ads" } },
  { name: "respond-open", set: "respond", saved: { allow: "verdict", allowType: "msg" } },
];

/** Every dialog of the palette, in every state that looks different. */
export const dialogScenes: readonly DialogScene[] = [...app, ...sending, ...files, ...conversations, ...callbacks];

function send(messageType: string, saved: Readonly<Record<string, unknown>>): DialogScene {
  return { name: `send-message-${messageType}`, set: "send-message", saved: { messageType, ...saved }, folded: true };
}

function list(): Readonly<Record<string, unknown>> {
  return { to: "alice, bob", toType: "str", text: "Soil too dry in bed 3", textType: "str" };
}

function easemob(): Readonly<Record<string, unknown>> {
  return { platform: "easemob", host: "a1.easemob.com", auth: "secret" };
}

async function testConnection(page: Page): Promise<void> {
  await page.locator(".agora-chat-test button").click();
  await page.locator(".agora-chat-advice[data-state]:not(:empty)").waitFor();
}
