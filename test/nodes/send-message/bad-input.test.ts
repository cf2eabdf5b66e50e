import should from "should";
import { useEmulator } from "../../src/emulator/use-emulator";
import { appNode, sendFlow, useNodeFlow } from "../../support/node-flow";
import type { Properties } from "../../support/node-flow";

/** A mistake, and the fields that the error must name. */
interface Case {
  readonly name: string;
  /** Of the app node; `null`: none is chosen. */
  readonly app?: Properties | null;
  readonly credentials?: Properties;
  /** Of the send node. */
  readonly node?: Properties;
  readonly msg?: Properties;
  readonly code: string;
  readonly paths?: readonly string[];
  readonly statusCode?: number;
}

const invalid = "CHAT_INVALID_INPUT";
const notConfigured = "CHAT_NOT_CONFIGURED";

const file = { file: "file", fileType: "msg" };
const image = { messageType: "img", ...file };
const location = {
  messageType: "loc",
  lat: "lat",
  latType: "msg",
  lng: "lng",
  lngType: "msg",
  addr: "addr",
  addrType: "msg",
};
const custom = {
  messageType: "custom",
  customEvent: "event",
  customEventType: "msg",
  customExts: "exts",
  customExtsType: "msg",
};
const any = { messageType: "any", body: "payload", bodyType: "msg" };
const reply = { chatType: "reply" };
const url = "https://a61.chat.agora.io/farmco/greenhouse/chatfiles/1";
const seventeen = Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`key${index}`, "value"]));
const overhead = '{"to":["ann"],"type":"txt","body":{"msg":""}}'.length;

const cases: readonly Case[] = [
  { name: "no app is chosen", app: null, code: notConfigured, paths: ["app"] },
  { name: "the app key has no #", app: { appKey: "farmco" }, code: notConfigured, paths: ["appKey"] },
  {
    name: "a credential's environment variable is not set",
    credentials: { clientSecret: "${AGORA_CHAT_NOT_SET}" },
    code: notConfigured,
    paths: ["clientSecret"],
  },
  {
    name: "a property's environment variable is not set",
    app: { host: "${AGORA_CHAT_NOT_SET}" },
    code: notConfigured,
    paths: ["host"],
  },
  {
    name: "the client secret is wrong",
    credentials: { clientSecret: "no" },
    code: "CHAT_UNAUTHORIZED",
    statusCode: 400,
  },
  {
    name: "the app is on another cluster",
    app: { appKey: "farmco#elsewhere" },
    code: "CHAT_NOT_FOUND",
    statusCode: 404,
  },
  {
    name: "a ready token is refused",
    app: { auth: "token" },
    credentials: { token: "no-token-at-all" },
    code: "CHAT_UNAUTHORIZED",
    statusCode: 401,
  },

  { name: "there are no recipients", msg: { to: undefined }, code: invalid, paths: ["to"] },
  { name: "the recipients are null", msg: { to: null }, code: invalid, paths: ["to"] },
  { name: "the list of recipients is empty", msg: { to: [] }, code: invalid, paths: ["to"] },
  { name: "the recipient is a number", msg: { to: 7 }, code: invalid, paths: ["to"] },
  { name: "the recipient is blank", msg: { to: " " }, code: invalid, paths: ["to"] },
  { name: "a recipient in the list is empty", msg: { to: ["ann", ""] }, code: invalid, paths: ["to[1]"] },
  { name: "a recipient in the text is missing", msg: { to: "ann,,bob" }, code: invalid, paths: ["to[1]"] },
  { name: "several recipients are wrong", msg: { to: [1, "ann", null] }, code: invalid, paths: ["to[0]", "to[2]"] },
  { name: "a recipient has 65 characters", msg: { to: "x".repeat(65) }, code: invalid, paths: ["to"] },
  { name: "the recipients are an object", msg: { to: { ann: true } }, code: invalid, paths: ["to"] },
  {
    name: "the kind of recipients is unknown",
    node: { chatType: "kind", chatTypeType: "msg" },
    msg: { kind: "channels" },
    code: invalid,
    paths: ["chatType"],
  },
  {
    name: "the kind of recipients is missing",
    node: { chatType: "kind", chatTypeType: "msg" },
    code: invalid,
    paths: ["chatType"],
  },
  { name: "there is nobody to answer", node: reply, code: invalid, paths: ["to"] },
  { name: "who to answer is no object", node: reply, msg: { reply: "ann" }, code: invalid, paths: ["to"] },
  {
    name: "who to answer has no recipients",
    node: reply,
    msg: { reply: { chatType: "users" } },
    code: invalid,
    paths: ["to"],
  },
  { name: "the sender is a number", node: { from: "7", fromType: "num" }, code: invalid, paths: ["from"] },

  { name: "the text is empty", msg: { text: "" }, code: invalid, paths: ["text"] },
  { name: "the text is blank", msg: { text: " \n" }, code: invalid, paths: ["text"] },
  { name: "the text is an object", msg: { text: {} }, code: invalid, paths: ["text"] },
  {
    name: "the body has one byte too many",
    msg: { text: "x".repeat(5_121 - overhead) },
    code: "CHAT_TOO_LARGE",
    paths: ["body"],
  },
  {
    name: "the extra data makes the body too large",
    node: { ext: "extra", extType: "msg" },
    msg: { extra: { x: "é".repeat(2_600) } },
    code: "CHAT_TOO_LARGE",
    paths: ["body"],
  },
  { name: "the extra data is a list", node: { ext: "[1]", extType: "json" }, code: invalid, paths: ["ext"] },
  { name: "the extra data is no JSON", node: { ext: "{bed: 3}", extType: "json" }, code: invalid, paths: ["ext"] },
  {
    name: "a push title is an object",
    node: { pushTitle: "{}", pushTitleType: "json" },
    code: invalid,
    paths: ["pushTitle"],
  },

  { name: "the file is missing", node: image, code: invalid, paths: ["file"] },
  {
    name: "the file is a Buffer of text",
    node: image,
    msg: { file: Buffer.from("x") },
    code: invalid,
    paths: ["file"],
  },
  { name: "the file is a path to nothing", node: image, msg: { file: "/tmp/bed.png" }, code: invalid, paths: ["file"] },
  {
    name: "the file is a data: URI that is not base64",
    node: image,
    msg: { file: "data:image/png,leaf" },
    code: invalid,
    paths: ["file"],
  },
  { name: "the file's address is none", node: image, msg: { file: "https://" }, code: invalid, paths: ["file"] },
  {
    name: "the picture's size is a text",
    node: { ...image, size: "large", sizeType: "str" },
    msg: { file: url },
    code: invalid,
    paths: ["size"],
  },
  {
    name: "the length is below nothing",
    node: { ...file, messageType: "audio", length: "-1", lengthType: "num" },
    msg: { file: url },
    code: invalid,
    paths: ["length"],
  },
  {
    name: "the preview is a path",
    node: { ...file, messageType: "video", thumbnail: "/tmp/x.png", thumbnailType: "str" },
    msg: { file: url },
    code: invalid,
    paths: ["thumbnail"],
  },
  {
    name: "a latitude is north",
    node: location,
    msg: { lat: "north", lng: 1, addr: "x" },
    code: invalid,
    paths: ["lat"],
  },
  {
    name: "a longitude is beyond the world",
    node: location,
    msg: { lat: 1, lng: 181, addr: "x" },
    code: invalid,
    paths: ["lng"],
  },
  { name: "the place is missing altogether", node: location, code: invalid, paths: ["lat", "lng", "addr"] },
  {
    name: "the command is missing",
    node: { messageType: "cmd", action: "", actionType: "str" },
    code: invalid,
    paths: ["action"],
  },
  { name: "customExts has 17 entries", node: custom, msg: { exts: seventeen }, code: invalid, paths: ["customExts"] },
  {
    name: "customExts holds a number",
    node: custom,
    msg: { exts: { celsius: 21 } },
    code: invalid,
    paths: ["customExts"],
  },
  { name: "the custom message is empty", node: custom, code: invalid, paths: ["customEvent"] },
  {
    name: "the event has 33 characters",
    node: custom,
    msg: { event: "x".repeat(33) },
    code: invalid,
    paths: ["customEvent"],
  },
  {
    name: "the event is missing in the legacy dialect",
    app: { dialect: "legacy" },
    node: custom,
    msg: { exts: { tank: "2" } },
    code: invalid,
    paths: ["customEvent"],
  },
  { name: "the content is missing", node: any, code: invalid, paths: ["body"] },
  { name: "the content is a text", node: any, msg: { payload: "hello" }, code: invalid, paths: ["body"] },
  {
    name: "the content does not say its kind",
    node: any,
    msg: { payload: { msg: "hello" } },
    code: invalid,
    paths: ["body.type"],
  },
  {
    name: "the content lacks a field",
    node: any,
    msg: { payload: { type: "txt" } },
    code: invalid,
    paths: ["body.msg"],
  },
  {
    name: "the flow names a kind that there is not",
    node: { messageType: "sticker" },
    code: invalid,
    paths: ["messageType"],
  },
  {
    name: "the flow names no kind, and there is no text",
    node: { messageType: undefined },
    msg: { text: undefined },
    code: invalid,
    paths: ["text"],
  },
  {
    name: "everything is wrong at once: all of it is told",
    node: { from: "7", fromType: "num", text: "1 +", textType: "jsonata", ext: "{", extType: "json" },
    msg: { to: 7 },
    code: invalid,
    paths: ["ext", "from", "text", "to"],
  },
];

describe("a send-message node with bad input", () => {
  const { emulator } = useEmulator({ clock: Date.now });
  const flow = useNodeFlow();

  for (const { name, app, credentials, node, msg, code, paths, statusCode } of cases) {
    it(`says ${code}${paths === undefined ? "" : ` of ${paths.join(", ")}`} when ${name}`, async () => {
      await flow.load(sendFlow(app === null ? undefined : appNode(emulator, app, credentials), node));
      const { done, passedOn, caught, completed } = await flow.send({ to: "ann", text: "hello", ...msg });
      should([done.length, passedOn.length, caught.length, completed.length]).eql([1, 0, 1, 0]);
      const error = caught[0]?.["chatError"] as { code: string; outcome: string; issues?: { path: string }[] };
      should(error).containEql({ code, outcome: "not-sent" });
      should(error.issues?.map(({ path }) => path).sort()).eql(paths?.slice().sort());
      should(caught[0]?.["statusCode"]).equal(statusCode);
      if (statusCode === undefined) should(emulator.requests()).be.empty();
      should(emulator.messages()).be.empty();
      const { fill, shape, text } = flow.statuses().at(-1) ?? {};
      if (code === notConfigured) {
        should({ fill, shape }).eql({ fill: "grey", shape: "ring" });
        should(text).endWith(`:status.${code}`);
      }
    });
  }
});
