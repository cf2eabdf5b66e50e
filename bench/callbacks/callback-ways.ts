import { callbackSecret } from "./load-order";

/** One way to take callbacks in, in a Node-RED of its own. */
export interface CallbackWay {
  /** Of its folder. */
  readonly name: string;
  readonly title: string;
  readonly nodes: readonly object[];
  readonly credentials: object;
}

const counted = { id: "count", z: "tab", type: "bench-count" };

/**
 * Core's nodes first, which ours is measured against. In both a message goes on to one node that counts it; in core's flow
 * it stands before the answer, where it costs no copy of the message.
 */
export const callbackWays: readonly CallbackWay[] = [
  {
    name: "callbacks-core",
    title: "core: `http in`, `http response`, without a check",
    nodes: [
      { id: "in", z: "tab", type: "http in", url: "/chat", method: "post", upload: false, wires: [["count"]] },
      { ...counted, wires: [["answer"]] },
      { id: "answer", z: "tab", type: "http response", statusCode: "200", headers: {}, wires: [] },
    ],
    credentials: {},
  },
  {
    name: "callbacks-ours",
    title: "`agora-chat-receive`: signature, clock, repeats, filters, the message read",
    nodes: [
      {
        id: "in",
        z: "tab",
        type: "agora-chat-receive",
        name: "",
        path: "chat",
        events: ["chat"],
        chatTypes: [],
        senders: "",
        ignoreSenders: "admin",
        mode: "notify",
        fallback: "allow",
        decideWithin: 150,
        clockWindow: 5,
        version: 1,
        wires: [["count"]],
      },
      { ...counted, wires: [] },
    ],
    credentials: { in: { secret: callbackSecret } },
  },
];
