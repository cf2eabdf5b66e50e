import type { FlowNode, NodeRedProcess } from "./node-red-process";
import { receiveNode, respondNode } from "./receive-flow";
import type { Changes } from "./send-flow";

/** What one of the nodes made of a message. */
export interface Answer {
  /** The message, as it left. */
  readonly passedOn?: Changes;
  /** The payloads that left before it. */
  readonly parts?: readonly unknown[];
  /** What the Catch node got. */
  readonly caught?: { readonly chatError: Changes & { readonly code: string }; readonly error: { message: string } };
}

/** The nodes, by the name under which {@link askNode} knows them; each takes what it needs from the message. */
const ourNodes = {
  upload: { type: "agora-chat-upload-file", file: "file", fileType: "msg", restrictAccess: true },
  download: { type: "agora-chat-download-file", file: "file", fileType: "msg", saveTo: "buffer" },
  save: {
    type: "agora-chat-download-file",
    file: "file",
    fileType: "msg",
    saveTo: "file",
    path: "path",
    pathType: "msg",
  },
  send: {
    type: "agora-chat-send-message",
    chatType: "users",
    chatTypeType: "pick",
    to: "to",
    toType: "msg",
    messageType: "img",
    file: "file",
    fileType: "msg",
    restrictAccess: true,
  },
  history: { type: "agora-chat-history", output: "batch", batchSize: 2 },
  keep: { type: "agora-chat-history", output: "file", path: "path", pathType: "msg" },
  recall: { type: "agora-chat-recall", messages: "messages", messagesType: "msg", chatType: "users", force: true },
  import: { type: "agora-chat-import", records: "records", recordsType: "msg", chatType: "users" },
  delete: {
    type: "agora-chat-delete-conversation",
    user: "user",
    userType: "msg",
    channel: "channel",
    channelType: "msg",
    chatType: "chat",
  },
} as const;

/** One of the nodes of {@link everyNodeFlow}. */
export type OurNode = keyof typeof ourNodes;

const hours = { start: "start", startType: "msg", end: "end", endType: "msg" };

/** A flow with a node of each kind, which {@link askNode} asks over HTTP. */
export function everyNodeFlow(app: FlowNode): readonly FlowNode[] {
  const ids = Object.keys(ourNodes);
  const nodes = [
    { id: "asked", type: "http in", url: "/ask", method: "post", wires: [["given"]] },
    {
      ...functionNode("given", given),
      initialize: "",
      outputs: ids.length,
      libs: [],
      wires: ids.map((id) => [id]),
    },
    ...Object.entries(ourNodes).map(([id, node]) => {
      const isHistory = node.type === "agora-chat-history";
      const wires = isHistory ? [["gathered"], ["gathered"]] : [["gathered"]];
      return { id, name: "", app: app.id, version: 1, ...(isHistory ? hours : {}), ...node, wires };
    }),
    functionNode("gathered", gathered, ["answer"]),
    { id: "failed", type: "catch", scope: null, uncaught: false, wires: [["caught"]] },
    functionNode("caught", caught, ["answer"]),
    { id: "answer", type: "http response", statusCode: "200", headers: {}, wires: [] },
    // What users say is heard twice: before, when it may be refused, and after, when it is brought in as what history has is.
    receiveNode({ id: "before", path: "before", mode: "decide", decideWithin: 2_000, wires: [["judge"]] }),
    functionNode("judge", judge, ["respond"]),
    respondNode(),
    receiveNode({ id: "after", path: "after", wires: [["record"]] }),
    functionNode("record", "return { records: [msg.payload] };", ["bring in"]),
    { ...ourNodes.import, id: "bring in", name: "", app: app.id, version: 1, wires: [] },
  ];
  const placed = nodes.map((node, index) => ({ ...node, z: "tab", x: 200, y: 40 + index * 40 }));
  return [{ id: "tab", type: "tab", label: "Every node" }, app, ...placed];
}

const judge = `
const { msg: text } = msg.payload.payload.bodies[0];
return { ...msg, allow: text !== "tomato", code: "no tomatoes here" };`;

/** A Buffer cannot travel in JSON: the base64 in `bytes` becomes `msg.file`. */
const given = `
const { name, bytes, ...rest } = msg.payload;
Object.assign(msg, rest, bytes === undefined ? {} : { file: Buffer.from(bytes, "base64") });
return ${JSON.stringify(Object.keys(ourNodes))}.map((id) => (id === name ? msg : null));`;

/** Of what leaves a history node, only the last has no parts. */
const gathered = `
const { req, res, ...rest } = msg;
const parts = context.get(msg._msgid) ?? [];
if (msg.parts !== undefined) {
  context.set(msg._msgid, [...parts, msg.payload]);
  return null;
}
context.set(msg._msgid, undefined);
return { req, res, payload: { passedOn: rest, parts } };`;

const caught = "const { req, res, ...rest } = msg; return { req, res, payload: { caught: rest } };";

/**
 * Gives one of the nodes a message with these properties, and waits for what becomes of it.
 *
 * @param signal ends the wait; a message that a deploy has cut off gets no answer
 */
export async function askNode(
  nodeRed: NodeRedProcess,
  node: OurNode,
  properties: Changes,
  signal?: AbortSignal,
): Promise<Answer> {
  const { status, body } = await nodeRed.request("/ask", { name: node, ...properties }, signal);
  if (status !== 200) throw new Error(`the flow answered ${status}: ${JSON.stringify(body)}`);
  return body as Answer;
}

function functionNode(id: string, func: string, to: readonly string[] = []): FlowNode {
  return { id, type: "function", name: id, func, outputs: 1, wires: [to] };
}
