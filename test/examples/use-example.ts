/** One of the examples, deployed in Node-RED's own runtime, its apps filled in with emulators; and what its buttons show. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import catchNode from "@node-red/nodes/core/common/25-catch.js";
import changeNode from "@node-red/nodes/core/function/15-change.js";
import commentNode from "@node-red/nodes/core/common/90-comment.js";
import debugNode from "@node-red/nodes/core/common/21-debug.js";
import functionNode from "@node-red/nodes/core/function/10-function.js";
import injectNode from "@node-red/nodes/core/common/20-inject.js";
import filterNode from "@node-red/nodes/core/function/rbe.js";
import switchNode from "@node-red/nodes/core/function/10-switch.js";
import templateNode from "@node-red/nodes/core/function/80-template.js";
import proxyNode from "@node-red/nodes/core/network/06-httpproxy.js";
import tlsNode from "@node-red/nodes/core/network/05-tls.js";
import type { Node, NodeMessage } from "node-red";
import helper from "node-red-node-test-helper";
import type { NodeSet } from "node-red-node-test-helper";
import registerConfig from "../../nodes/config/config";
import { countsByApp } from "../../nodes/config/counts-by-app";
import registerDeleteConversation from "../../nodes/delete-conversation/delete-conversation";
import registerDownloadFile from "../../nodes/download-file/download-file";
import registerHistory from "../../nodes/history/history";
import registerImport from "../../nodes/import/import";
import registerRecall from "../../nodes/recall/recall";
import registerReceive from "../../nodes/receive/receive";
import registerRespond from "../../nodes/respond/respond";
import registerSendMessage from "../../nodes/send-message/send-message";
import registerUploadFile from "../../nodes/upload-file/upload-file";
import type { Emulator } from "../../src/emulator/emulator";
import { until } from "../support/node-flow";
import { exampleOf } from "./example-files";
import type { ExampleNode } from "./example-files";
import { createFlowServer } from "./serve-flow";

/** What callbacks are signed with. */
export const callbackSecret = "farmco-greenhouse-callbacks";

/** How long the service waits for an answer in a test, and the flow for a verdict. */
const patienceMs = 5_000;

const core: readonly NodeSet[] = [
  catchNode,
  changeNode,
  commentNode,
  debugNode,
  filterNode,
  functionNode,
  injectNode,
  proxyNode,
  switchNode,
  templateNode,
  tlsNode,
];
const ours: readonly NodeSet[] = [
  registerConfig,
  registerDeleteConversation,
  registerDownloadFile,
  registerHistory,
  registerImport,
  registerRecall,
  registerReceive,
  registerRespond,
  registerSendMessage,
  registerUploadFile,
];

/** A deployed example. */
export interface DeployedExample {
  /** Where its paths begin: an empty folder for each test. */
  readonly folder: () => string;
  /** Presses the button of the inject node of this name. */
  readonly press: (name: string) => void;
  /** Waits until the debug nodes of this name have shown so many things since the deploy; returns all that they have. */
  readonly shown: (name: string, count?: number) => Promise<readonly unknown[]>;
  /** Has the service call the flow back, at each of its receive nodes, with {@link callbackSecret}. */
  readonly isCalledBy: (emulator: Emulator) => void;
  /** Where the flow's own addresses begin: `http://127.0.0.1:PORT`. */
  readonly url: () => string;
}

/**
 * Deploys the example before each test of the enclosing `describe`.
 *
 * @param apps the service that each app is filled in with, by the app's name
 */
export function useExample(title: string, apps: Readonly<Record<string, Emulator>>): DeployedExample {
  const { nodes } = exampleOf(title);
  let shown = new Map<string, unknown[]>();
  let folder = "";
  const server = createFlowServer();

  before(() => helper.startServer());
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "example-"));
    helper.settings({ fileWorkingDirectory: folder });
    // It would load core's catch node by itself, once for each of the flow, and stumble over the second.
    const { _nodeModules } = helper as unknown as { readonly _nodeModules: unknown };
    Object.assign(helper, { _nodeModules: {} });
    try {
      await helper.load([server.learn, ...core, ...ours], nodes.map(filledIn), credentials());
    } finally {
      Object.assign(helper, { _nodeModules });
    }
    await server.start();
    const debugs = nodes.filter(({ type }) => type === "debug");
    // Several of one example may have the same name.
    shown = new Map(debugs.map((node) => [nameOf(node), []]));
    for (const node of debugs) keepShown(node, shown.get(nameOf(node)) ?? []);
  });
  afterEach(async () => {
    await server.stop();
    await helper.unload();
    countsByApp.clear();
    helper.settings({});
    rmSync(folder, { recursive: true });
  });
  after(() => helper.stopServer());

  /** As a user fills it in, on a machine that has more to do than to answer. */
  function filledIn(node: ExampleNode): ExampleNode {
    if (node.type === "agora-chat-receive") return { ...node, decideWithin: patienceMs };
    const emulator = serviceOf(node);
    return emulator === undefined ? node : { ...node, host: emulator.url, appKey: emulator.app.appKey };
  }

  function credentials(): object {
    return Object.fromEntries(nodes.map((node) => [node.id, credentialsOf(node)]));
  }

  function credentialsOf(node: ExampleNode): object {
    if (node.type === "agora-chat-receive") return { secret: callbackSecret };
    const app = serviceOf(node)?.app;
    if (app !== undefined) return { appId: app.appId, appCertificate: app.appCertificate };
    return node.credentials ?? {};
  }

  function serviceOf(node: ExampleNode): Emulator | undefined {
    return node.type === "agora-chat-config" ? apps[nameOf(node)] : undefined;
  }

  return {
    folder: () => folder,
    press(name) {
      const button = nodes.find((node) => node.type === "inject" && nameOf(node) === name);
      nodeOf(button?.id ?? name).receive({});
    },
    async shown(name, count = 1) {
      const found = shown.get(name);
      if (found === undefined) throw new Error(`there is no debug node "${name}"`);
      await until(() => found.length >= count);
      return found;
    },
    isCalledBy(emulator) {
      const rules = nodes
        .filter(({ type }) => type === "agora-chat-receive")
        .map(({ path, mode }) => ({
          when: mode === "decide" ? ("pre-send" as const) : ("post-send" as const),
          url: `${server.url()}/${String(path)}`,
          secret: callbackSecret,
          timeoutMs: patienceMs,
        }));
      emulator.setCallbacks(rules);
    },
    url: () => server.url(),
  };
}

function nameOf(node: ExampleNode): string {
  return String(node["name"]);
}

function nodeOf(id: string): Node {
  const found = helper.getNode(id);
  if (found === null) throw new Error(`there is no node ${id}`);
  return found;
}

/** Keeps what the sidebar shows of the messages that a debug node gets: the one property that it names. */
function keepShown({ id, complete }: ExampleNode, into: unknown[]): void {
  nodeOf(id).on("input", (message: NodeMessage) => {
    const path = String(complete).split(".");
    into.push(path.reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], message));
  });
}
