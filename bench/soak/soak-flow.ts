import type { Emulator } from "../../src/emulator/emulator";
import type { FlowNode } from "../../test/real/node-red-process";
import { receiveNode } from "../../test/real/receive-flow";
import { appNode } from "../../test/real/send-flow";
import { sendLanes, soakApps } from "./soak-lanes";
import type { SendLane, SoakApp } from "./soak-lanes";

/** What the service allows and the apps keep to: more recipients than usual, or the batches would use them all up. */
export const soakLimits = {
  callsPerSecond: 100,
  recipientsPerMinute: 20_000,
  groupMessagesPerSecond: 20,
  roomsPerSecond: 100,
  historyCallsPerMinute: 60,
} as const;

/** Names that deploys have given to nodes and tabs, by their ids. */
export type Names = Readonly<Record<string, string>>;

/** Nodes that a deploy can change, and what of the flow that restarts besides follows from the kind of deploy. */
export const renameable = [
  "sending",
  "other",
  "app-aside",
  "app-again",
  "app-memory",
  "texts",
  "pictures",
  "receive",
] as const;

const others: readonly FlowNode[] = [
  {
    id: "upload",
    type: "agora-chat-upload-file",
    file: "file",
    fileType: "msg",
    filename: "text",
    filenameType: "msg",
  },
  { id: "download", type: "agora-chat-download-file", file: "payload", fileType: "msg", saveTo: "buffer" },
  {
    ...{ id: "recall", type: "agora-chat-recall", messages: "payload", messagesType: "msg" },
    ...{ chatType: "users", force: true },
  },
  { id: "import", type: "agora-chat-import", records: "records", recordsType: "msg", chatType: "users" },
  {
    ...{ id: "history", type: "agora-chat-history", output: "batch", batchSize: 100 },
    ...{ start: "start", startType: "msg", end: "end", endType: "msg" },
  },
];

/**
 * A flow with all that the soak uses: the source's outputs in the order of {@link sourceOutputs}, and each wire to an end.
 */
export function soakFlow(emulator: Emulator, names: Names = {}): readonly FlowNode[] {
  const wiresBeyond: Readonly<Record<string, readonly string[]>> = { recallable: ["recall"], upload: ["download"] };
  const wired = (node: FlowNode, z: string): FlowNode => {
    const wires = ["end", ...(wiresBeyond[node.id] ?? [])];
    return { app: "app-memory", version: 1, ...node, z, wires: node.id === "history" ? [wires, wires] : [wires] };
  };
  const nodes: readonly FlowNode[] = [
    { id: "sending", type: "tab", label: "Sending" },
    { id: "other", type: "tab", label: "Other" },
    ...soakApps.map((app) => appFor(emulator, app)),
    { id: "source", type: "soak-source", z: "source tab", wires: sourceOutputs.map((id) => [id]) },
    { id: "source tab", type: "tab", label: "Source" },
    ...sendLanes.map((lane) => wired(sendNode(lane), "sending")),
    ...others.map((node) => wired(node, "other")),
    { id: "failed", type: "catch", scope: null, uncaught: false, z: "sending", wires: [["end"]] },
    { id: "end", type: "soak-end", z: "source tab", wires: [] },
    receiveNode({ z: "other", wires: [["heard"]] }),
    { id: "heard", type: "soak-heard", z: "other", wires: [["replies"]] },
  ];
  return nodes.map((node, index) => {
    const name = names[node.id];
    const named = name === undefined ? {} : node.type === "tab" ? { label: name } : { name };
    return { ...node, ...(node["z"] === undefined ? {} : { x: 200, y: 40 + index * 40 }), ...named };
  });
}

/** To which nodes the source gives. */
export const sourceOutputs = [
  ...sendLanes.map(({ id }) => id as string).filter((id) => id !== "replies"),
  ...["upload", "import", "history"],
];

function sendNode({ id, app, saved = {} }: SendLane): FlowNode {
  const recipients = { chatType: "users", chatTypeType: "pick", to: "to", toType: "msg" };
  const words = { messageType: "txt", text: "text", textType: "msg", filenameType: "msg" };
  return { id, type: "agora-chat-send-message", app, ...recipients, ...words, ...saved };
}

/**
 * They sign in with client id and secret: a revocation refuses all that was built from a certificate before, by the service's
 * clock, and where that is minutes ahead, it refuses for minutes.
 */
function appFor(emulator: Emulator, { id, outbox, repeatUnknown }: SoakApp): FlowNode {
  const limits = Object.fromEntries(Object.entries(soakLimits).map(([name, value]) => [name, String(value)]));
  const given = { id, outbox, repeatUnknown, retry: "patient", timeout: 5, ...limits };
  return appNode(emulator, given);
}
