/** A flow that begins with a receive node, behind a server of its own: the test helper's is not mounted anywhere. */
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { NodeAPI } from "node-red";
import helper from "node-red-node-test-helper";
import type { NodeSet } from "node-red-node-test-helper";
import registerReceive from "../../../nodes/receive/receive";
import registerRespond from "../../../nodes/respond/respond";
import { useNodeFlow } from "../../support/node-flow";
import type { FlowNode, Message, NodeFlow, Properties } from "../../support/node-flow";

/** The secret of the rule. */
export const secret = "s3cr3t";

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** The runtime of one file's tests. */
export interface UsedReceive {
  readonly flow: NodeFlow;
  /** Loads a flow and serves it. */
  readonly load: (flow: readonly FlowNode[], serving?: Serving) => Promise<void>;
  readonly post: (body: unknown, unusual?: Unusual) => Promise<Answer>;
  /** Posts all of them, 50 at a time. @returns the answers, in the same order */
  readonly postAll: (bodies: readonly unknown[]) => Promise<readonly Answer[]>;
  readonly port: () => number;
  /** What came out at the collector of this id (default `out`) since it was loaded. */
  readonly heard: (id?: string) => readonly Message[];
  /** What was logged as an error. */
  readonly errors: () => readonly string[];
}

/** How the flow's server differs from the usual one. */
export interface Serving {
  /** Stands before Node-RED's own, as the server of the editor does at the root. */
  readonly before?: (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
  /** Of Node-RED, besides the usual. */
  readonly settings?: Properties;
  readonly sets?: readonly NodeSet[];
}

/** How a request differs from the usual one: POST to `/chat`. */
export interface Unusual {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | null;
}

/** How many requests are under way together: as many connections, of which a system keeps only so many unopened. */
const atOnce = 50;

/** Prepares Node-RED before the tests of the enclosing `describe`. */
export function useReceive(): UsedReceive {
  let RED: NodeAPI | undefined;
  let server: Server | undefined;
  const arrived = new Map<string, Message[]>();
  afterEach(async () => {
    server?.closeAllConnections();
    await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
    server = undefined;
    helper.settings({});
  });
  const flow = useNodeFlow();
  const port = (): number => (server?.address() as AddressInfo).port;

  async function post(
    body: unknown,
    { method = "POST", path = "/chat", headers = {}, signal = null }: Unusual = {},
  ): Promise<Answer> {
    const response = await fetch(`http://127.0.0.1:${port()}${path}`, {
      method,
      signal,
      headers: { "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: asBody(body) }),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  return {
    flow,
    port,
    async load(nodes, { before, settings = {}, sets = [] } = {}) {
      helper.settings(settings);
      const keep: NodeSet = (red) => {
        RED = red;
      };
      await flow.load(nodes, [keep, registerReceive, registerRespond, ...sets]);
      arrived.clear();
      for (const { id } of nodes.filter(({ type }) => type === "helper")) {
        const messages: Message[] = [];
        arrived.set(id, messages);
        flow.node(id).on("input", (msg) => messages.push(msg));
      }
      const httpNode = RED?.httpNode as unknown as RequestListener;
      server = createServer((request, response) => {
        if (before === undefined) httpNode(request, response);
        else before(request, response, () => httpNode(request, response));
      });
      await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
    },
    post,
    async postAll(bodies) {
      const answers: Answer[] = [];
      const rest = bodies.entries();
      const takeTurns = async (): Promise<void> => {
        // All of them draw from the same.
        for (const [index, body] of rest) answers[index] = await post(body);
      };
      await Promise.all(Array.from({ length: atOnce }, takeTurns));
      return answers;
    },
    heard: (id = "out") => arrived.get(id) ?? [],
    errors: () =>
      helper
        .log()
        .args.map(([entry]) => entry)
        .filter(({ level }) => level === errorLevel)
        .map(({ msg }) => String(msg)),
  };
}

/** Node-RED's number for errors. */
const errorLevel = 20;

const placed = { z: "tab", x: 200, y: 100 };

/** A receive node and a collector behind it. */
export function receiveFlow(changes: Properties = {}, more: readonly FlowNode[] = []): readonly FlowNode[] {
  return [
    { id: "tab", type: "tab", label: "Receiving" },
    receiveNode(changes),
    { ...placed, id: "out", type: "helper" },
    { ...placed, id: "catch", type: "catch", scope: null, uncaught: false, wires: [["caught"]] },
    { ...placed, id: "caught", type: "helper" },
    ...more,
  ];
}

/** A receive node alone. */
export function receiveNode(changes: Properties = {}): FlowNode {
  return {
    ...placed,
    id: "receive",
    type: "agora-chat-receive",
    name: "",
    path: "chat",
    events: [],
    chatTypes: [],
    senders: "",
    ignoreSenders: "admin",
    mode: "notify",
    fallback: "allow",
    decideWithin: 150,
    clockWindow: 5,
    version: 1,
    wires: [["out"]],
    credentials: { secret },
    ...changes,
  };
}

/** A respond node alone. */
export function respondNode(changes: Properties = {}): FlowNode {
  return {
    ...placed,
    id: "respond",
    type: "agora-chat-respond",
    name: "",
    allow: "true",
    allowType: "bool",
    code: "",
    codeType: "str",
    body: "",
    bodyType: "str",
    version: 1,
    wires: [],
    ...changes,
  };
}

let calls = 0;

/** A callback of a message from ann to bob, just now. */
export function callbackOf(changes: Properties = {}): Record<string, unknown> {
  calls += 1;
  return {
    callId: `farmco#greenhouse_call-${calls}`,
    eventType: "chat",
    timestamp: Date.now(),
    chat_type: "chat",
    from: "ann",
    to: "bob",
    msg_id: `14022334455667${calls}`,
    payload: { bodies: [{ type: "txt", msg: "hello" }], ext: { zone: "north" }, from: "ann", to: "bob" },
    securityVersion: "1.0.0",
    appkey: "farmco#greenhouse",
    ...changes,
  };
}

/** The same with the signature that the service would give it. */
export function signed(callback: Record<string, unknown> = callbackOf(), by: string = secret): Record<string, unknown> {
  const { callId, timestamp } = callback;
  const security = createHash("md5")
    .update(`${String(callId)}${by}${String(timestamp)}`)
    .digest("hex");
  return { ...callback, security };
}

function asBody(body: unknown): string | Buffer<ArrayBuffer> {
  return typeof body === "string" || Buffer.isBuffer(body)
    ? (body as string | Buffer<ArrayBuffer>)
    : JSON.stringify(body);
}
