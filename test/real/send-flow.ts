import type { Emulator } from "../../src/emulator/emulator";
import type { FlowNode, NodeRedProcess } from "./node-red-process";

/** What a flow's author changes in its nodes. */
export type Changes = Readonly<Record<string, unknown>>;

/** An app node for the emulator's app, signing in with client id and secret. */
export function appNode({ url, app }: Emulator, changes: Changes = {}, credentials: Changes = {}): FlowNode {
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
    credentials: { clientId: app.clientId, clientSecret: app.clientSecret, ...credentials },
  };
}

/**
 * A flow that can be asked over HTTP: `POST /send` puts the properties of its JSON body on a message and sends that; the
 * answer is what came of it, see {@link send}.
 *
 * @param app as {@link appNode} makes it; left out, none is chosen
 * @param changes of the send node, which says `msg.text` to the users in `msg.to`
 */
export function sendFlow(app: FlowNode | undefined, changes: Changes = {}): readonly FlowNode[] {
  const tab = { id: "tab", type: "tab", label: "Sending" };
  const nodes = [
    { id: "asked", type: "http in", url: "/send", method: "post", wires: [["given"]] },
    functionNode("given", "return Object.assign(msg, msg.payload);", ["send"]),
    {
      id: "send",
      type: "agora-chat-send-message",
      name: "",
      app: app?.id ?? "",
      chatType: "users",
      chatTypeType: "pick",
      to: "to",
      toType: "msg",
      messageType: "txt",
      text: "text",
      textType: "msg",
      version: 1,
      ...changes,
      wires: [["delivered"]],
    },
    functionNode("delivered", "const { req, res, ...rest } = msg; return { req, res, payload: { passedOn: rest } };", [
      "answer",
    ]),
    { id: "failed", type: "catch", scope: ["send"], uncaught: false, wires: [["caught"]] },
    functionNode("caught", "const { req, res, ...rest } = msg; return { req, res, payload: { caught: rest } };", [
      "answer",
    ]),
    { id: "answer", type: "http response", statusCode: "", headers: {}, wires: [] },
  ];
  const placed = nodes.map((node, index) => ({ ...node, z: "tab", x: 200, y: 40 + index * 40 }));
  return [tab, ...(app === undefined ? [] : [app]), ...placed];
}

/** What the flow made of a message: what the send node passed on, or what the Catch node got. */
export interface Outcome {
  readonly passedOn?: Readonly<Record<string, unknown>>;
  readonly caught?: {
    readonly error: { readonly message: string; readonly code: string };
    readonly chatError: {
      readonly code: string;
      readonly outcome: string;
      readonly issues?: readonly { readonly path: string; readonly problem: string }[];
    };
    readonly statusCode?: number;
  };
}

/**
 * Sends a message through {@link sendFlow}.
 *
 * @param signal ends the wait for the outcome; a message that a deploy has cut off has none
 */
export async function send(nodeRed: NodeRedProcess, given: unknown, signal?: AbortSignal): Promise<Outcome> {
  const { status, body } = await nodeRed.request("/send", given, signal);
  if (status !== 200) throw new Error(`the flow answered ${status}: ${JSON.stringify(body)}`);
  return body as Outcome;
}

function functionNode(id: string, func: string, to: readonly string[]): FlowNode {
  return { id, type: "function", name: id, func, outputs: 1, wires: [to] };
}
