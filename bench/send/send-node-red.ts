import { appCredentials, appNode, token } from "../app-node";
import { startBenchNodeRed } from "../bench-node-red";
import type { Measured } from "../measured";
import { startSink } from "../start-sink";

/** The ways to send that are measured, and Node-RED without any. */
export const ways = ["nothing", "axios", "core", "ours"] as const;

/** One of {@link ways}. */
export type Way = (typeof ways)[number];

/** How long to measure, and with how many messages on their way. */
export interface Load {
  readonly inFlight: number;
  readonly warmMs: number;
  readonly measureMs: number;
}

/** A Node-RED with a loop a way, and a service that accepts everything. */
export interface SendNodeRed {
  measure(way: Way, load: Load): Promise<Measured>;
  /** Bytes, after a collection of what is no longer used. */
  heapBytes(): Promise<number>;
  stop(): Promise<void>;
}

/**
 * Starts both, each a process of its own.
 *
 * @param name of its folder, where several run at once
 */
export async function startSendNodeRed(name: string): Promise<SendNodeRed> {
  const sink = await startSink("send/sink");
  const nodes = ["bench-driver", "bench-axios"];
  const nodeRed = await startBenchNodeRed({ name, nodes, flows: loops(sink.url), credentials: appCredentials });
  return {
    measure: async (way, load) => (await nodeRed.ask(`/bench/driver-${way}`, load)) as Measured,
    heapBytes: async () => ((await nodeRed.ask("/bench/memory")) as { readonly heapBytes: number }).heapBytes,
    async stop() {
      await nodeRed.stop();
      sink.stop();
    },
  };
}

function loops(serviceUrl: string): readonly object[] {
  const url = `${serviceUrl}/farmco/greenhouse/messages/users`;
  const driver = (way: Way, next: string): object => ({
    id: `driver-${way}`,
    z: "tab",
    type: "bench-driver",
    wires: [[next]],
  });
  const asBody =
    "msg.headers = { 'content-type': 'application/json', accept: 'application/json', authorization: 'Bearer " +
    `${token}' }; msg.payload = { to: [msg.to], type: 'txt', body: { msg: msg.payload } }; return msg;`;
  return [
    { id: "tab", type: "tab", label: "bench" },
    driver("nothing", "noop"),
    { id: "noop", z: "tab", type: "function", func: "return msg;", outputs: 1, wires: [["driver-nothing"]] },
    driver("axios", "axios"),
    { id: "axios", z: "tab", type: "bench-axios", url, token, wires: [["driver-axios"]] },
    driver("core", "body"),
    { id: "body", z: "tab", type: "function", func: asBody, outputs: 1, wires: [["request"]] },
    {
      id: "request",
      z: "tab",
      type: "http request",
      method: "POST",
      ret: "obj",
      paytoqs: "ignore",
      url,
      persist: true,
      headers: [],
      wires: [["driver-core"]],
    },
    driver("ours", "send"),
    appNode(serviceUrl),
    {
      id: "send",
      z: "tab",
      type: "agora-chat-send-message",
      name: "",
      app: "app",
      chatType: "users",
      chatTypeType: "pick",
      to: "to",
      toType: "msg",
      messageType: "txt",
      text: "payload",
      textType: "msg",
      version: 1,
      wires: [["driver-ours"]],
    },
  ];
}
