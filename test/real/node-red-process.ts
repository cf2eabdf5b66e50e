import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startNodeRed } from "../../scripts/start-node-red";
import type { NodeRed } from "../../scripts/start-node-red";
import { packedPalette } from "./packed-palette";
import { nodeRed4 } from "./runtimes";
import type { Runtime } from "./runtimes";

/** A node as it stands in a flow file; credentials may stand in it, under `credentials`. */
export type FlowNode = Readonly<Record<string, unknown>> & { readonly id: string; readonly type: string };

/** What a deploy restarts: everything, the flows that changed, or the nodes that changed. */
export type DeployType = "full" | "flows" | "nodes";

/** What to start. */
export interface NodeRedProcessOptions {
  /** Default: Node-RED 4.1 on this Node.js. */
  readonly runtime?: Runtime;
  readonly env?: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** What JSON cannot say: JavaScript behind the settings, which are `module.exports`. */
  readonly settingsCode?: string;
  /** What it starts with, for one that cannot be deployed to. Default: no flows. */
  readonly flows?: readonly FlowNode[];
  /** Sources of nodes of the test's own, by name. */
  readonly nodes?: Readonly<Record<string, string>>;
}

/** A real Node-RED with the packed palette, in a user directory of its own. */
export interface NodeRedProcess {
  readonly url: () => string;
  /** Everything that it printed, restarts included. */
  readonly lines: () => readonly string[];
  readonly running: () => boolean;
  /** Where its flows and its outboxes are. */
  readonly userDirectory: string;
  /** How many files and connections it holds open; `undefined` where the system does not say (only Linux does). */
  readonly openHandles: () => number | undefined;
  /** Deploys as the editor does. */
  deploy(flows: readonly FlowNode[], type?: DeployType): Promise<void>;
  /** Asks for something below its address. A body is sent as JSON; an answer that is JSON comes parsed. */
  request(
    path: string,
    body?: unknown,
    signal?: AbortSignal,
  ): Promise<{ readonly status: number; readonly body: unknown }>;
  /** `kill -9`. */
  kill(): Promise<void>;
  /** Starts it, after it was killed, with what is then on the disk. */
  startAgain(): Promise<void>;
  /** Both. */
  killAndStartAgain(): Promise<void>;
  /** Ends it and removes its user directory. */
  stop(): Promise<void>;
}

const userDirectories = join(__dirname, "..", "..", ".cache", "user-directories");

/** Starts one; whoever starts it stops it, at the latest in an `after` hook. */
export async function startNodeRedProcess(options: NodeRedProcessOptions = {}): Promise<NodeRedProcess> {
  const palette = await packedPalette();
  mkdirSync(userDirectories, { recursive: true });
  const userDir = mkdtempSync(join(userDirectories, "run-"));
  writeFileSync(join(userDir, "package.json"), '{ "name": "user-directory", "private": true }\n');
  symlinkSync(palette.nodeModules, join(userDir, "node_modules"), "junction");

  const lines: string[] = [];
  const { runtime = nodeRed4, settings = {}, settingsCode = "", env = {}, nodes = {}, flows } = options;
  if (flows !== undefined) writeFlows(userDir, flows);
  mkdirSync(join(userDir, "nodes"));
  for (const [name, source] of Object.entries(nodes)) {
    writeFileSync(join(userDir, "nodes", `${name}.js`), source);
    // Without a page beside it, it would not be taken for a node.
    writeFileSync(join(userDir, "nodes", `${name}.html`), "");
  }
  const listeners = new Set<(line: string) => void>();
  const onLine = (line: string): void => {
    lines.push(line);
    for (const listener of listeners) listener(line);
  };
  const start = (): Promise<NodeRed> => startNodeRed({ ...runtime, userDir, settings, settingsCode, env, onLine });
  let nodeRed = await start();

  const request: NodeRedProcess["request"] = (path, body, signal) => {
    const post = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
    return ask(nodeRed.url + path, { ...post, ...(signal === undefined ? {} : { signal }) });
  };

  const kill = (): Promise<void> => nodeRed.kill();
  const startAgain = async (): Promise<void> => {
    nodeRed = await start();
  };

  return {
    url: () => nodeRed.url,
    userDirectory: userDir,
    lines: () => lines,
    running: () => nodeRed.running(),
    openHandles: () => {
      const folder = `/proc/${nodeRed.pid ?? 0}/fd`;
      return existsSync(folder) ? readdirSync(folder).length : undefined;
    },
    request,
    async deploy(flows, type = "full") {
      const headers = { "node-red-deployment-type": type };
      // The answer comes before the new flows run.
      const started = new Promise<void>((resolve) => {
        const listener = (line: string): void => {
          if (!/Started (modified )?(flows|nodes)/.test(line)) return;
          listeners.delete(listener);
          resolve();
        };
        listeners.add(listener);
      });
      const answer = await ask(`${nodeRed.url}/flows`, { method: "POST", body: JSON.stringify(flows), headers });
      if (answer.status !== 204) throw new Error(`the deploy was refused: ${JSON.stringify(answer)}`);
      await started;
    },
    kill,
    startAgain,
    async killAndStartAgain() {
      await kill();
      await startAgain();
    },
    async stop() {
      await nodeRed.stop();
      rmSync(userDir, { recursive: true, force: true });
    },
  };
}

/** As Node-RED has them on its disk: credentials in a file of their own. */
function writeFlows(userDir: string, flows: readonly FlowNode[]): void {
  const credentials = flows.flatMap(({ id, credentials: own }) => (own === undefined ? [] : [[id, own]]));
  const nodes = flows.map(({ credentials: _own, ...node }) => node);
  writeFileSync(join(userDir, "flows.json"), JSON.stringify(nodes));
  writeFileSync(join(userDir, "flows_cred.json"), JSON.stringify(Object.fromEntries(credentials)));
}

async function ask(url: string, init: RequestInit): Promise<{ status: number; body: unknown }> {
  const headers = {
    accept: "application/json",
    "content-type": "application/json",
    connection: "close",
    ...(init.headers as object | undefined),
  };
  const response = await fetch(url, { ...init, headers });
  const text = await response.text();
  try {
    return { status: response.status, body: JSON.parse(text) as unknown };
  } catch {
    return { status: response.status, body: text };
  }
}
