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
import proxyNode from "@node-red/nodes/core/network/06-httpproxy.js";
import tlsNode from "@node-red/nodes/core/network/05-tls.js";
import type { Node, NodeMessage } from "node-red";
import helper from "node-red-node-test-helper";
import type { NodeSet } from "node-red-node-test-helper";
import registerConfig from "../../nodes/config/config";
import registerDeleteConversation from "../../nodes/delete-conversation/delete-conversation";
import registerDownloadFile from "../../nodes/download-file/download-file";
import registerHistory from "../../nodes/history/history";
import registerImport from "../../nodes/import/import";
import registerRecall from "../../nodes/recall/recall";
import registerSendMessage from "../../nodes/send-message/send-message";
import registerUploadFile from "../../nodes/upload-file/upload-file";
import type { Emulator } from "../../src/emulator/emulator";
import { until } from "../support/node-flow";
import { exampleOf } from "./example-files";
import type { ExampleNode } from "./example-files";

const core = [catchNode, changeNode, commentNode, debugNode, functionNode, injectNode, proxyNode, tlsNode];
const ours: readonly NodeSet[] = [
  registerConfig,
  registerDeleteConversation,
  registerDownloadFile,
  registerHistory,
  registerImport,
  registerRecall,
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

  before(() => helper.startServer());
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "example-"));
    helper.settings({ fileWorkingDirectory: folder });
    await helper.load([...core, ...ours], nodes.map(filledIn), credentials());
    const debugs = nodes.filter(({ type }) => type === "debug");
    // Several of one example may have the same name.
    shown = new Map(debugs.map((node) => [nameOf(node), []]));
    for (const node of debugs) keepShown(node, shown.get(nameOf(node)) ?? []);
  });
  afterEach(async () => {
    await helper.unload();
    helper.settings({});
    rmSync(folder, { recursive: true });
  });
  after(() => helper.stopServer());

  /** As a user fills it in. */
  function filledIn(node: ExampleNode): ExampleNode {
    const emulator = serviceOf(node);
    return emulator === undefined ? node : { ...node, host: emulator.url, appKey: emulator.app.appKey };
  }

  function credentials(): object {
    const given = nodes.flatMap((node) => {
      const emulator = serviceOf(node);
      if (emulator === undefined) return [];
      const { appId, appCertificate } = emulator.app;
      return [[node.id, { appId, appCertificate }]];
    });
    return Object.fromEntries(given) as object;
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
