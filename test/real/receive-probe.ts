import type { NodeRedProcess } from "./node-red-process";

/** What {@link receiveProbe} has seen. */
export interface Seen {
  /** How many messages each `heard` node got. */
  readonly counts: Readonly<Record<string, number>>;
  /** The last twenty of all, oldest first. */
  readonly last: readonly HeardMessage[];
  /** Layers of Express's stacks: of the whole server's, and of the flows'. */
  readonly layers: number;
  /** After a collection of what is no longer used, where `--expose-gc` was said. */
  readonly heapBytes: number;
}

/** A message that came out of a receive node. */
export interface HeardMessage {
  readonly node: string;
  readonly callId: string;
  readonly text: string;
  readonly reply: unknown;
}

/** A node type `heard` of the test's own, which counts what it gets and passes it on, and tells it at `/probe`. */
export const receiveProbe = `module.exports = (RED) => {
  const counts = {};
  let last = [];
  RED.nodes.registerType("heard", function (saved) {
    RED.nodes.createNode(this, saved);
    this.on("input", (msg, send, done) => {
      counts[this.id] = (counts[this.id] ?? 0) + 1;
      const text = msg.payload.payload.bodies[0].msg;
      last = [...last, { node: this.id, callId: msg.callback.callId, text, reply: msg.reply }].slice(-20);
      send(msg);
      done();
    });
  });
  const layersIn = (stack = []) =>
    stack.reduce((sum, { handle, route }) => sum + 1 + layersIn(handle.stack) + layersIn(route?.stack), 0);
  const rootOf = (app) => (app.parent === undefined ? app : rootOf(app.parent));
  // Where Node-RED serves nothing for flows, there is nobody to tell.
  if (RED.settings.httpNodeRoot === false) return;
  RED.httpNode.get("/probe", (_request, response) => {
    globalThis.gc?.();
    const layers = layersIn(rootOf(RED.httpNode)._router.stack) + layersIn(RED.httpNode._router.stack);
    response.json({ counts, last, layers, heapBytes: process.memoryUsage().heapUsed });
  });
};
`;

/**
 * Asks what it has seen.
 *
 * @param root Node-RED's `httpNodeRoot`
 */
export async function seenBy(nodeRed: NodeRedProcess, root = "", headers: Record<string, string> = {}): Promise<Seen> {
  const response = await fetch(`${new URL(nodeRed.url()).origin}${root}/probe`, { headers });
  return (await response.json()) as Seen;
}
