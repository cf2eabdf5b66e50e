/** A flow around the send node, run by Node-RED's own runtime, and all that comes out of it. */
import helper from "node-red-node-test-helper";
import type { NodeSet } from "node-red-node-test-helper";
import type { Node, NodeMessage } from "node-red";
import tlsNode from "@node-red/nodes/core/network/05-tls.js";
import proxyNode from "@node-red/nodes/core/network/06-httpproxy.js";
import should from "should";
import type { Emulator } from "../../src/emulator/emulator";
import registerConfig from "../../nodes/config/config";
import { countsByApp } from "../../nodes/config/counts-by-app";
import registerSendMessage from "../../nodes/send-message/send-message";

/** Properties, or changes of some. */
export type Properties = Readonly<Record<string, unknown>>;

/** A message, as tests look at it. */
export type Message = NodeMessage & Record<string, unknown>;

/** A node as a flow file has it; its credentials are taken out of it and stored where Node-RED stores them. */
export type FlowNode = Properties & { readonly id: string; readonly credentials?: Properties };

/** What became of one message. */
export interface Outcome {
  /** What each call of `done` was given: nobody knows better whether there was exactly one. */
  readonly done: readonly unknown[];
  /** Behind the send node. */
  readonly passedOn: readonly Message[];
  /** Behind the Catch node. */
  readonly caught: readonly Message[];
  /** Behind the Complete node. */
  readonly completed: readonly Message[];
}

/** A status as the editor would get it; `{}` clears it. */
export interface ShownStatus {
  readonly fill?: string;
  readonly shape?: string;
  readonly text?: string;
}

/** The runtime of one file's tests. */
export interface NodeFlow {
  /** Loads a flow; it is unloaded after the test. */
  readonly load: (flow: readonly FlowNode[], sets?: readonly NodeSet[]) => Promise<void>;
  /** Deploys another flow in its place. */
  readonly deploy: (flow: readonly FlowNode[], type?: "full" | "nodes") => Promise<void>;
  /** Gives a message to the send node of this id (default `send`) and waits for what becomes of it. */
  readonly send: (message: unknown, id?: string) => Promise<Outcome>;
  readonly node: (id: string) => Node;
  /** The statuses of a node since it was loaded, oldest first. */
  readonly statuses: (id?: string) => readonly ShownStatus[];
  /** What was logged as a warning. */
  readonly warnings: () => readonly string[];
}

/** Prepares Node-RED before the tests of the enclosing `describe`, and looks behind each for what must never be there. */
export function useNodeFlow(): NodeFlow {
  const stray: unknown[] = [];
  const keep = (found: unknown): unknown => stray.push(found);
  const keepLeak = (warning: Error): unknown => warning.name === "MaxListenersExceededWarning" && keep(warning);
  let loaded = false;
  let watched = new Set<Node>();
  let dones: { readonly msg: unknown; readonly error: unknown }[] = [];

  before(async () => {
    process.on("unhandledRejection", keep).on("uncaughtException", keep).on("warning", keepLeak);
    await helper.startServer();
  });
  afterEach(async () => {
    if (loaded) await helper.unload();
    loaded = false;
    // They outlive a flow, as a service's do; a test begins with a service that has counted nothing.
    countsByApp.clear();
    watched = new Set();
    dones = [];
    should(stray.splice(0)).be.empty();
  });
  after(async () => {
    await helper.stopServer();
    process.off("unhandledRejection", keep).off("uncaughtException", keep).off("warning", keepLeak);
  });

  /** Counts what a node says of its messages, from the outside. */
  function watch(node: Node): void {
    if (watched.has(node)) return;
    watched.add(node);
    const inner = node as unknown as { _complete: (msg: unknown, error?: unknown) => void };
    const complete = inner._complete.bind(node);
    inner._complete = (msg, error) => {
      dones.push({ msg, error });
      complete(msg, error);
    };
  }

  function node(id: string): Node {
    const found = helper.getNode(id);
    if (found === null) throw new Error(`there is no node ${id}`);
    return found;
  }

  return {
    node,
    async load(flow, sets = [registerConfig, registerSendMessage]) {
      loaded = true;
      await helper.load([tlsNode, proxyNode, ...sets], withoutCredentials(flow), credentialsOf(flow));
    },
    deploy: (flow, type = "full") => helper.setFlows(withoutCredentials(flow), type, credentialsOf(flow)),
    async send(message, id = "send") {
      const given = withId(message);
      const sendNode = node(id);
      watch(sendNode);
      const collected = ["out", "caught", "completed"].map((each) => collect(helper.getNode(each), given));
      if (typeof given === "object" && given !== null && Object.isExtensible(given))
        sendNode.receive(given as NodeMessage);
      else sendNode.emit("input", given);
      const mine = (): readonly unknown[] => dones.filter(({ msg }) => Object.is(msg, given)).map(({ error }) => error);
      await until(() => mine().length > 0);
      await turns(8);
      const [passedOn = [], caught = [], completed = []] = collected.map((each) => each());
      return { done: mine(), passedOn, caught, completed };
    },
    statuses(id = "send") {
      const subject = node(id);
      const { status } = subject as unknown as { status: { getCalls(): readonly SpiedCall[] } };
      return status
        .getCalls()
        .filter(({ thisValue }) => thisValue === subject)
        .map(({ args }) => args[0] as ShownStatus);
    },
    warnings: () =>
      helper
        .log()
        .args.map(([entry]) => entry)
        .filter(({ level }) => level === warnLevel)
        .map(({ msg }) => String(msg)),
  };
}

/** A node's method as the test helper has replaced it. */
interface SpiedCall {
  readonly thisValue: unknown;
  readonly args: readonly unknown[];
}

/** Node-RED's number for warnings. */
const warnLevel = 30;

/**
 * An app node, a send node (which says `msg.text` to the users in `msg.to`), and nodes behind it that collect.
 *
 * @param app as {@link appNode} makes it; left out, none is chosen
 * @param changes of the send node
 * @param more nodes besides
 */
export function sendFlow(
  app: FlowNode | undefined,
  changes: Properties = {},
  more: readonly FlowNode[] = [],
): readonly FlowNode[] {
  return [
    { id: "tab", type: "tab", label: "Sending" },
    ...(app === undefined ? [] : [app]),
    sendNode(app, changes),
    { ...placed, id: "out", type: "helper" },
    { ...placed, id: "catch", type: "catch", scope: null, uncaught: false, wires: [["caught"]] },
    { ...placed, id: "caught", type: "helper" },
    { ...placed, id: "complete", type: "complete", scope: ["send", "send2"], wires: [["completed"]] },
    { ...placed, id: "completed", type: "helper" },
    ...more,
  ];
}

/** On the tab: a node without a place on it is taken for a config node. */
const placed = { z: "tab", x: 200, y: 100 };

/** A send node alone. */
export function sendNode(app: FlowNode | undefined, changes: Properties = {}): FlowNode {
  return {
    ...placed,
    id: "send",
    type: "agora-chat-send-message",
    name: "",
    app: app?.id ?? "",
    chatType: "users",
    chatTypeType: "pick",
    to: "to",
    toType: "msg",
    from: "",
    fromType: "str",
    messageType: "txt",
    text: "text",
    textType: "msg",
    ext: "",
    extType: "json",
    version: 1,
    wires: [["out"]],
    ...changes,
  };
}

/** An app node for an emulator's app, signing in with client id and secret, that never tries again. */
export function appNode({ url, app }: Emulator, changes: Properties = {}, credentials: Properties = {}): FlowNode {
  const { appId, appCertificate, clientId, clientSecret, readyToken } = app;
  return {
    id: "app",
    type: "agora-chat-config",
    name: "greenhouse",
    platform: "agora",
    dialect: "current",
    host: url,
    appKey: app.appKey,
    auth: "secret",
    timeout: 30,
    retry: "never",
    version: 1,
    ...changes,
    credentials: { appId, appCertificate, clientId, clientSecret, token: readyToken, ...credentials },
  };
}

/** Waits until something is so, without counting on how long that takes. */
export async function until(isSo: () => boolean, withinMs = 5_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error(`not so within ${withinMs} ms: ${String(isSo)}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** Lets everything run that is due, some rounds deep. */
export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

function withId(message: unknown): unknown {
  if (typeof message === "object" && message !== null && Object.isExtensible(message) && !("_msgid" in message)) {
    (message as Message)._msgid = String(Math.random());
  }
  return message;
}

function collect(node: Node | null, sent: unknown): () => readonly Message[] {
  const arrived: Message[] = [];
  const id = (sent as Partial<Message> | null)?._msgid;
  const keep = (message: NodeMessage): void => {
    if (id === undefined || message._msgid === id) arrived.push(message);
  };
  node?.on("input", keep);
  return () => {
    node?.removeListener("input", keep);
    return arrived;
  };
}

function withoutCredentials(flow: readonly FlowNode[]): readonly object[] {
  return flow.map((node) => Object.fromEntries(Object.entries(node).filter(([name]) => name !== "credentials")));
}

function credentialsOf(flow: readonly FlowNode[]): object {
  return Object.fromEntries(
    flow.flatMap(({ id, credentials }) => (credentials === undefined ? [] : [[id, { ...credentials }]])),
  );
}
