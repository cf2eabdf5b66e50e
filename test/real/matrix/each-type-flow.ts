import type { Emulator } from "../../../src/emulator/emulator";
import { flatPng, silentWav } from "../../support/sample-media";
import { mp4 } from "../../support/media-formats";
import type { FlowNode } from "../node-red-process";
import { appNode } from "../send-flow";

/** One message of each kind: what its node says, what its message brings, and what the service is to be told. */
export interface SentKind {
  readonly type: string;
  readonly node: Readonly<Record<string, unknown>>;
  /** In base64, for nodes that send a file. */
  readonly bytes?: string;
  readonly body: Readonly<Record<string, unknown>>;
}

const fromFile = { file: "file", fileType: "msg", filenameType: "str" };

/** All eight. */
export const sentKinds: readonly SentKind[] = [
  { type: "txt", node: { text: "soil too dry 🌱", textType: "str" }, body: { msg: "soil too dry 🌱" } },
  {
    type: "img",
    node: { ...fromFile, filename: "bed.png" },
    bytes: flatPng(64, 48).toString("base64"),
    body: { filename: "bed.png", size: { width: 64, height: 48 } },
  },
  {
    type: "audio",
    node: { ...fromFile, filename: "bell.wav" },
    bytes: silentWav(2).toString("base64"),
    body: { filename: "bell.wav", length: 2 },
  },
  {
    type: "video",
    node: {
      ...fromFile,
      filename: "door.mp4",
      thumbnail: "thumbnail",
      thumbnailType: "msg",
    },
    bytes: mp4("isom", 3).toString("base64"),
    body: { filename: "door.mp4", length: 3 },
  },
  {
    type: "file",
    node: { ...fromFile, filename: "log.txt" },
    bytes: Buffer.from("31.2 °C\n").toString("base64"),
    body: { filename: "log.txt" },
  },
  {
    type: "loc",
    node: { lat: "52.37", latType: "num", lng: "4.8952", lngType: "num", addr: "Bed 3", addrType: "str" },
    body: { addr: "Bed 3" },
  },
  { type: "cmd", node: { action: "open the valve", actionType: "str" }, body: { action: "open the valve" } },
  {
    type: "custom",
    node: { customEvent: "tank", customEventType: "str", customExts: '{"level":"3"}', customExtsType: "json" },
    body: { customEvent: "tank", customExts: { level: "3" } },
  },
];

/** A flow with a node for each kind and each kind of recipients, which are asked over HTTP as in `every-node-flow.ts`. */
export function eachTypeFlow(emulator: Emulator): readonly FlowNode[] {
  const app = appNode(emulator);
  const nodes: readonly FlowNode[] = [
    { id: "asked", type: "http in", url: "/type", method: "post", wires: [["given"]] },
    {
      ...{ id: "given", type: "function", name: "given", func: given, libs: [], outputs: sentKinds.length },
      wires: sentKinds.map(({ type }) => [type]),
    },
    ...sentKinds.map(({ type, node }) => ({
      ...{ id: type, type: "agora-chat-send-message", name: "", app: app.id, version: 1 },
      ...{ chatType: "chatType", chatTypeType: "msg", to: "to", toType: "msg", messageType: type },
      ...node,
      wires: [["sent"]],
    })),
    { id: "sent", type: "function", name: "sent", func: sent, outputs: 1, wires: [["answer"]] },
    { id: "failed", type: "catch", scope: null, uncaught: false, wires: [["caught"]] },
    { id: "caught", type: "function", name: "caught", func: caught, outputs: 1, wires: [["answer"]] },
    { id: "answer", type: "http response", statusCode: "200", headers: {}, wires: [] },
  ];
  const placed = nodes.map((node, index) => ({ ...node, z: "tab", x: 200, y: 40 + index * 40 }));
  return [{ id: "tab", type: "tab", label: "Each type" }, app, ...placed];
}

/** A Buffer cannot travel in JSON. */
const given = `
const { kind, chatType, to, bytes, thumbnail } = msg.payload;
Object.assign(msg, { chatType, to });
if (bytes !== undefined) msg.file = Buffer.from(bytes, "base64");
if (thumbnail !== undefined) msg.thumbnail = Buffer.from(thumbnail, "base64");
return ${JSON.stringify(sentKinds.map(({ type }) => type))}.map((type) => (type === kind ? msg : null));`;
const sent = "const { req, res, payload } = msg; return { req, res, payload: { sent: payload } };";
const caught = "const { req, res, error, chatError } = msg; return { req, res, payload: { error, chatError } };";
