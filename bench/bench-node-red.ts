import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { startNodeRed } from "../scripts/start-node-red";

/** What runs in it. */
export interface BenchFlows {
  /** Of its folder, where several run at once. */
  readonly name: string;
  /** The bench's own nodes that the flows use: files of `nodes/`, without `.ts`. */
  readonly nodes: readonly string[];
  readonly flows: readonly object[];
  readonly credentials: object;
}

/** A Node-RED of the bench's own, with our palette. */
export interface BenchNodeRed {
  /** Of its editor and of its flows. */
  readonly url: string;
  /** Asks one of the bench's nodes: a POST where there is a body. Rejects where it says no. */
  ask(path: string, body?: object): Promise<unknown>;
  /** Also removes its folder. */
  stop(): Promise<void>;
}

const root = join(__dirname, "..");

/** Starts one, a process of its own, with `global.gc`. */
export async function startBenchNodeRed(given: BenchFlows): Promise<BenchNodeRed> {
  const userDir = join(root, ".cache", "bench", given.name);
  rmSync(userDir, { recursive: true, force: true });
  await prepare(userDir, given);
  const env = { NODE_OPTIONS: "--expose-gc" };
  const nodeRed = await startNodeRed({ userDir, env, settings: { nodesDir: join(userDir, "bench-nodes") } });
  return {
    url: nodeRed.url,
    async ask(path, body) {
      const headers = { "content-type": "application/json" };
      const options = body === undefined ? {} : { method: "POST", headers, body: JSON.stringify(body) };
      const answer = await fetch(`${nodeRed.url}${path}`, options);
      if (!answer.ok) throw new Error(`${given.name}: ${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as unknown;
    },
    async stop() {
      await nodeRed.stop();
      rmSync(userDir, { recursive: true, force: true });
    },
  };
}

/** A user directory with our palette, the bench's own nodes, and the flows. */
async function prepare(userDir: string, { nodes, flows, credentials }: BenchFlows): Promise<void> {
  const scope = join(userDir, "node_modules", "@chat-flows");
  const nodesFolder = join(userDir, "bench-nodes");
  mkdirSync(scope, { recursive: true });
  mkdirSync(nodesFolder, { recursive: true });
  symlinkSync(root, join(scope, "node-red-agora-chat"));
  await build({
    entryPoints: nodes.map((name) => join(__dirname, "nodes", `${name}.ts`)),
    outdir: nodesFolder,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
  });
  for (const name of nodes) {
    const definition = `RED.nodes.registerType("${name}",{category:"config",defaults:{}})`;
    writeFileSync(
      join(nodesFolder, `${name}.html`),
      `<script type="text/javascript">${definition}</script><script type="text/html" data-template-name="${name}"></script>`,
    );
  }
  writeFileSync(join(userDir, "flows.json"), JSON.stringify(flows));
  writeFileSync(join(userDir, "flows_cred.json"), JSON.stringify(credentials));
}
