import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import debugNode from "@node-red/nodes/core/common/21-debug.js";
import switchNode from "@node-red/nodes/core/function/10-switch.js";
import changeNode from "@node-red/nodes/core/function/15-change.js";
import tlsNode from "@node-red/nodes/core/network/05-tls.js";
import proxyNode from "@node-red/nodes/core/network/06-httpproxy.js";
import type { Node, NodeMessage } from "node-red";
import helper from "node-red-node-test-helper";
import { countsByApp } from "../../../nodes/config/counts-by-app";
import registerReceive from "../../../nodes/receive/receive";
import registerRespond from "../../../nodes/respond/respond";
import { createFlowServer } from "../../examples/serve-flow";
import { jsonOf } from "../../house/checkout";
import { signedCallback } from "../../real/signed-callback";
import { callbackSecret } from "../../../bench/callbacks/load-order";
import type { UsedEmulator } from "../../src/emulator/use-emulator";
import { allSets } from "../../support/every-node";
import { turns, until } from "../../support/node-flow";
import { flatPng } from "../../support/sample-media";
import { withoutChance } from "./without-chance";
import type { Played } from "./without-chance";

/** A node as a release has saved it. */
export type SavedNode = Readonly<Record<string, unknown>> & { readonly id: string; readonly type: string };

/** What is given to one of the saved nodes: a message, or a callback of the service with some other fields than usual. */
export type Given =
  | { readonly node: string; readonly msg: Readonly<Record<string, unknown>> }
  | { readonly node: string; readonly callback: Readonly<Record<string, unknown>> };

/** A release's flow with every node and every option, as the editor saves it, and what is given to its nodes. */
export interface SavedFlow {
  readonly nodes: readonly SavedNode[];
  readonly given: readonly (Given & { readonly expected: Played })[];
}

/** Reads what is kept of a release: `0.1.0`. */
export function savedFlowOf(release: string): SavedFlow {
  const folder = `test/fixtures/saved-flows/${release}`;
  return { nodes: jsonOf(`${folder}/flow.json`), given: jsonOf(`${folder}/played.json`) } as SavedFlow;
}

/** The hour that history is asked for; the emulator's clock stands two hours later. */
const hour = "2025100906";

/**
 * Loads a saved flow into Node-RED's own runtime for the tests of the enclosing `describe`, its app being the emulator's.
 *
 * @returns plays one of the givens
 */
export function useSavedFlow({ nodes }: SavedFlow, used: UsedEmulator): (given: Given) => Promise<Played> {
  const { emulator } = used;
  const server = createFlowServer();
  const left: NodeMessage[] = [];
  let folder = "";

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "saved-flow-"));
    Object.assign(process.env, { CHAT_HOST: emulator.url, CHAT_PATH: "by-name" });
    await helper.startServer();
    helper.settings({ userDir: folder, fileWorkingDirectory: folder });
    const core = [changeNode, debugNode, proxyNode, switchNode, tlsNode];
    await helper.load([server.learn, ...core, ...allSets, registerReceive, registerRespond], nodes, credentials());
    await server.start();
    nodeOf("left").on("input", (msg) => left.push(msg));
    nodeOf("left").context().flow.set("sender", "shed");
    nodeOf("left").context().global.set("words", "from everywhere");
  });
  after(async () => {
    await server.stop();
    await helper.unload();
    await helper.stopServer();
    helper.settings({});
    countsByApp.clear();
    for (const name of ["CHAT_HOST", "CHAT_PATH"]) Reflect.deleteProperty(process.env, name);
    rmSync(folder, { recursive: true });
  });

  function credentials(): object {
    const { appId, appCertificate, clientId, clientSecret, readyToken: token } = emulator.app;
    const ofApp = { appId, appCertificate, clientId, clientSecret, token };
    const own: Readonly<Record<string, object>> = {
      "agora-chat-config": ofApp,
      "agora-chat-receive": { secret: callbackSecret },
    };
    return Object.fromEntries(nodes.map(({ id, type }) => [id, own[type] ?? {}]));
  }

  /** Puts what the emulator has said, or has, where the given names it. */
  async function prepare(msg: object): Promise<NodeMessage> {
    const text = JSON.stringify(msg);
    const found: Record<string, string> = { "<hour>": hour };
    if (text.includes("<uploaded>")) {
      await used.upload(flatPng(200, 150));
      found["<uploaded>"] = emulator.files().at(-1)?.uuid ?? "";
    }
    if (text.includes("<sent>")) {
      const { json } = await used.post("messages/users", { to: ["ann"], type: "txt", body: { msg: "wrong" } });
      found["<sent>"] = (json["data"] as Record<string, string>)["ann"] ?? "";
    }
    if (text.includes("<hour>")) emulator.history.put(hour, pastMessages);
    return JSON.parse(text.replace(/<\w+>/g, (name) => found[name] ?? name)) as NodeMessage;
  }

  return async (given) => {
    const msg = "msg" in given ? await prepare(given.msg) : {};
    left.length = 0;
    const before = emulator.requests().length;
    const answer = "callback" in given ? await call(given) : undefined;
    if ("msg" in given) await receive(nodeOf(given.node), msg);
    // What was received goes to the flow after the answer.
    await turns(20);
    const wire = emulator.requests().slice(before);
    return withoutChance({ wire, left, ...(answer === undefined ? {} : { answer }) }, { folder, emulator });
  };

  async function call({ node, callback }: Given & { readonly callback: object }): Promise<Played["answer"]> {
    const path = nodes.find(({ id }) => id === node)?.["path"];
    const response = await fetch(`${server.url()}/${path === "${CHAT_PATH}" ? "by-name" : String(path)}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(signedCallback("leek", callback as Record<string, unknown>)),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? "" : (JSON.parse(text) as unknown) };
  }
}

const pastMessages = ["ann", "bob", "ann"].map((from, index) => ({
  msg_id: String(index + 1),
  timestamp: 1_759_991_000_000 + index,
  from,
  to: from === "ann" ? "bob" : "ann",
  chat_type: "chat",
  payload: { bodies: [{ type: "txt", msg: "hello" }], ext: {}, from, to: from === "ann" ? "bob" : "ann" },
}));

function nodeOf(id: string): Node {
  const found = helper.getNode(id);
  if (found === null) throw new Error(`there is no node ${id}`);
  return found;
}

/** Gives a node a message, and waits until it is done with it. @throws what it is done with, where that is an error */
async function receive(node: Node, msg: NodeMessage): Promise<void> {
  const inner = node as unknown as { _complete: (msg: unknown, error?: unknown) => void };
  const complete = inner._complete.bind(node);
  let ended: { readonly error: unknown } | undefined;
  inner._complete = (ending, error) => {
    ended = { error };
    complete(ending, error);
  };
  try {
    node.receive(msg);
    await until(() => ended !== undefined);
    if (ended?.error !== undefined) throw ended.error as Error;
  } finally {
    inner._complete = complete;
  }
}
