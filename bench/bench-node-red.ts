import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { startNodeRed } from "../scripts/start-node-red";
import type { Measured } from "./measured";

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
export interface BenchNodeRed {
  measure(way: Way, load: Load): Promise<Measured>;
  /** Bytes, after a collection of what is no longer used. */
  heapBytes(): Promise<number>;
  stop(): Promise<void>;
}

const root = join(__dirname, "..");

/**
 * Starts both, each a process of its own.
 *
 * @param name of its folder, where several run at once
 */
export async function startBenchNodeRed(name: string): Promise<BenchNodeRed> {
  const sink = await startSink();
  const userDir = join(root, ".cache", "bench", name);
  rmSync(userDir, { recursive: true, force: true });
  await prepare(userDir, `http://127.0.0.1:${sink.port}`);
  const env = { NODE_OPTIONS: "--expose-gc" };
  const nodeRed = await startNodeRed({ userDir, env, settings: { nodesDir: join(userDir, "bench-nodes") } });
  return {
    async measure(way, load) {
      const headers = { "content-type": "application/json" };
      const body = JSON.stringify(load);
      const answer = await fetch(`${nodeRed.url}/bench/driver-${way}`, { method: "POST", headers, body });
      if (!answer.ok) throw new Error(`measuring ${way}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as Measured;
    },
    async heapBytes() {
      const answer = await fetch(`${nodeRed.url}/bench/memory`);
      return ((await answer.json()) as { readonly heapBytes: number }).heapBytes;
    },
    async stop() {
      await nodeRed.stop();
      sink.child.disconnect();
    },
  };
}

async function startSink(): Promise<{ readonly child: ChildProcess; readonly port: number }> {
  const child = fork(join(__dirname, "sink.ts"), { execArgv: ["--import", "tsx"] });
  const port = await new Promise<number>((resolve, reject) => {
    child.once("message", (message) => resolve(message as number));
    child.once("error", reject);
  });
  return { child, port };
}

/** A user directory with our palette, the bench's own nodes, and a loop a way. */
async function prepare(userDir: string, serviceUrl: string): Promise<void> {
  const scope = join(userDir, "node_modules", "@chat-flows");
  const nodesFolder = join(userDir, "bench-nodes");
  mkdirSync(scope, { recursive: true });
  mkdirSync(nodesFolder, { recursive: true });
  symlinkSync(root, join(scope, "node-red-agora-chat"));
  for (const name of ["bench-driver", "bench-axios"]) {
    await build({
      entryPoints: [join(__dirname, "nodes", `${name}.ts`)],
      outfile: join(nodesFolder, `${name}.js`),
      bundle: true,
      platform: "node",
      target: "node20",
      format: "cjs",
    });
    const definition = `RED.nodes.registerType("${name}",{category:"config",defaults:{}})`;
    writeFileSync(
      join(nodesFolder, `${name}.html`),
      `<script type="text/javascript">${definition}</script><script type="text/html" data-template-name="${name}"></script>`,
    );
  }
  const { flows, credentials } = loops(serviceUrl);
  writeFileSync(join(userDir, "flows.json"), JSON.stringify(flows));
  writeFileSync(join(userDir, "flows_cred.json"), JSON.stringify(credentials));
}

function loops(serviceUrl: string): { readonly flows: readonly object[]; readonly credentials: object } {
  const url = `${serviceUrl}/farmco/greenhouse/messages/users`;
  const token = "a-token-of-a-length-that-is-usual-for-tokens-of-this-kind-0123456789";
  const driver = (way: Way, next: string): object => ({
    id: `driver-${way}`,
    z: "tab",
    type: "bench-driver",
    wires: [[next]],
  });
  const asBody =
    "msg.headers = { 'content-type': 'application/json', accept: 'application/json', authorization: 'Bearer " +
    `${token}' }; msg.payload = { to: [msg.to], type: 'txt', body: { msg: msg.payload } }; return msg;`;
  const flows = [
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
    {
      id: "app",
      type: "agora-chat-config",
      name: "",
      platform: "agora",
      dialect: "current",
      host: serviceUrl,
      appKey: "farmco#greenhouse",
      auth: "token",
      callsPerSecond: "1000000",
      recipientsPerMinute: "1000000000",
      version: 1,
    },
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
  return { flows, credentials: { app: { token } } };
}
