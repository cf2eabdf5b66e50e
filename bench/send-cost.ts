import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { startNodeRed } from "../scripts/start-node-red";
import type { Measured } from "./measured";
import { median } from "./median";
import type { Table } from "./table";

const root = join(__dirname, "..");

/** How long to measure. */
export interface SendCostOptions {
  readonly rounds: number;
  readonly warmMs: number;
  readonly measureMs: number;
  readonly inFlight: number;
}

const ways = ["nothing", "axios", "core", "ours"] as const;
type Way = (typeof ways)[number];

const titles: { readonly [W in Way]: string } = {
  nothing: "Node-RED passes the message on, nothing else",
  axios: "axios with a keep-alive agent, bare in a node",
  core: "core `http request` node, connections kept",
  ours: "`agora-chat-send-message`",
};

/**
 * What a message costs in a real Node-RED: the same POST, in turns, by core's `http request` node, by axios bare in a
 * node, and by ours with everything it does.
 */
export async function sendCost({ rounds, inFlight, ...times }: SendCostOptions): Promise<Table> {
  const sink = await startSink();
  const userDir = join(root, ".cache", "bench");
  rmSync(userDir, { recursive: true, force: true });
  await prepare(userDir, `http://127.0.0.1:${sink.port}`);
  const nodeRed = await startNodeRed({ userDir, settings: { nodesDir: join(userDir, "bench-nodes") } });
  try {
    const measured: Record<Way, Measured[]> = { nothing: [], axios: [], core: [], ours: [] };
    for (let round = 0; round < rounds; round += 1) {
      for (const way of ways) measured[way].push(await measure(nodeRed.url, way, { inFlight, ...times }));
    }
    return tableOf(measured, inFlight, rounds);
  } finally {
    await nodeRed.stop();
    sink.child.disconnect();
  }
}

async function measure(url: string, way: Way, load: Omit<SendCostOptions, "rounds">): Promise<Measured> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${url}/bench/driver-${way}`, { method: "POST", headers, body: JSON.stringify(load) });
  if (!answer.ok) throw new Error(`measuring ${way}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Measured;
}

function tableOf(measured: Record<Way, Measured[]>, inFlight: number, rounds: number): Table {
  const ratio = (way: Way, peer: Way, fact: keyof Measured): number =>
    median(measured[way].map((one, round) => one[fact] / (measured[peer][round]?.[fact] ?? NaN)));
  const fasterThanCore = ratio("ours", "core", "messagesPerSecond");
  const cpuOfCore = ratio("ours", "core", "cpuMsPerMessage");
  const cpuOfAxios = ratio("ours", "axios", "cpuMsPerMessage");
  return {
    title: `Cost of a send: 400-byte JSON, ${inFlight} in flight, limits off, median of ${rounds} interleaved rounds`,
    head: ["way", "messages/s", "CPU ms per message", "messages/s against core", "CPU against core"],
    rows: ways.map((way) => [
      titles[way],
      median(measured[way].map((one) => one.messagesPerSecond)).toFixed(0),
      median(measured[way].map((one) => one.cpuMsPerMessage)).toFixed(3),
      `${ratio(way, "core", "messagesPerSecond").toFixed(2)} ×`,
      `${ratio(way, "core", "cpuMsPerMessage").toFixed(2)} ×`,
    ]),
    targets: [
      { text: "messages/s against core's http request node", found: fasterThanCore, atLeast: 2 },
      { text: "CPU per message against core's http request node", found: cpuOfCore, atMost: 0.5 },
      { text: "CPU per message against axios bare in a node", found: cpuOfAxios, atMost: 1.35 },
    ],
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
