import type { Emulator } from "../../src/emulator/emulator";
import type { FlowNode } from "../../test/real/node-red-process";
import { receiveNode, respondNode } from "../../test/real/receive-flow";
import { appNode } from "../../test/real/send-flow";
import { decideWithinMs } from "./decision-load";
import { appsWith, sendLanes } from "./soak-lanes";
import type { SendLane, SoakApp } from "./soak-lanes";

/** What the service allows and the apps keep to: more recipients than usual, or the batches would use them all up. */
export const soakLimits = {
  callsPerSecond: 100,
  recipientsPerMinute: 20_000,
  groupMessagesPerSecond: 20,
  roomsPerSecond: 20,
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
  "app-shared",
  "texts",
  "pictures",
  "receive",
  "decide",
  "respond",
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
    ...{ id: "delete", type: "agora-chat-delete-conversation", chatType: "chat", deleteRoam: false },
    ...{ user: "user", userType: "msg", channel: "channel", channelType: "msg" },
  },
  {
    ...{ id: "history", type: "agora-chat-history", output: "batch", batchSize: 100 },
    ...{ start: "start", startType: "msg", end: "end", endType: "msg" },
  },
];

/** What the flow talks to. */
export interface SoakServices {
  readonly emulator: Emulator;
  /** Without one, what needs it is left out of the flow. */
  readonly redisUrl: string | undefined;
}

/**
 * A flow with all that the soak uses: the source's outputs in the order of {@link sourceOutputs}, and each wire to an end.
 */
export function soakFlow({ emulator, redisUrl }: SoakServices, names: Names = {}): readonly FlowNode[] {
  const apps = appsWith(redisUrl);
  const lanes = sendLanes.filter((lane) => apps.some(({ id }) => id === lane.app));
  const wiresBeyond: Readonly<Record<string, readonly string[]>> = { recallable: ["recall"], upload: ["download"] };
  const wired = (node: FlowNode, z: string): FlowNode => {
    const wires = ["end", ...(wiresBeyond[node.id] ?? [])];
    return { app: "app-memory", version: 1, ...node, z, wires: node.id === "history" ? [wires, wires] : [wires] };
  };
  const nodes: readonly FlowNode[] = [
    { id: "sending", type: "tab", label: "Sending" },
    { id: "other", type: "tab", label: "Other" },
    ...apps.map((app) => appFor(emulator, app, redisUrl)),
    { id: "source", type: "soak-source", z: "source tab", wires: sourceOutputs.map((id) => [id]) },
    { id: "source tab", type: "tab", label: "Source" },
    ...lanes.map((lane) => wired(sendNode(lane), "sending")),
    ...others.map((node) => wired(node, "other")),
    { id: "failed", type: "catch", scope: null, uncaught: false, z: "sending", wires: [["end"]] },
    { id: "end", type: "soak-end", z: "source tab", wires: [] },
    receiveNode({ z: "other", wires: [["heard"]] }),
    { id: "heard", type: "soak-heard", z: "other", wires: [["replies"]] },
    receiveNode({ ...deciding, z: "other", wires: [["judge"]] }),
    { id: "judge", type: "soak-judge", z: "other", wires: [["respond"]] },
    // It has no output; with a wire, though, the hooks hear of each verdict that it took.
    { ...respondNode(), z: "other", wires: [["end"]] },
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
  ...["upload", "import", "delete", "history"],
];

function sendNode({ id, app, saved = {} }: SendLane): FlowNode {
  const recipients = { chatType: "users", chatTypeType: "pick", to: "to", toType: "msg" };
  const words = { messageType: "txt", text: "text", textType: "msg", filenameType: "msg" };
  return { id, type: "agora-chat-send-message", app, ...recipients, ...words, ...saved };
}

const deciding = {
  ...{ id: "decide", path: "decide", mode: "decide", fallback: "refuse" },
  decideWithin: decideWithinMs,
} as const;

/**
 * They sign in with client id and secret: a revocation refuses all that was built from a certificate before, by the service's
 * clock, and where that is minutes ahead, it refuses for minutes.
 */
function appFor(emulator: Emulator, { id, outbox, repeatUnknown }: SoakApp, redisUrl: string | undefined): FlowNode {
  const limits = Object.fromEntries(Object.entries(soakLimits).map(([name, value]) => [name, String(value)]));
  const given = { id, outbox, repeatUnknown, retry: "patient", timeout: 5, ...limits };
  return appNode(emulator, given, outbox === "redis" ? { redisUrl } : {});
}
