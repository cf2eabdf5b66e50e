import { appCredentials, appNode } from "./app-node";
import { startBenchNodeRed } from "./bench-node-red";
import type { MeasuredRun, RunOrder } from "./measured-run";

/** One way to do something, in a Node-RED of its own. */
export interface WayToRun {
  /** Of its folder. */
  readonly name: string;
  /** The bench's own nodes that it uses. */
  readonly nodes?: readonly string[];
  /** The first gets what is to be done; what has been done goes to `run`. `z` and `app` are added. */
  readonly steps: readonly (Readonly<Record<string, unknown>> & { readonly id: string })[];
}

/** A run, and what it took beyond the memory that Node-RED had before. */
export interface Run extends MeasuredRun {
  /** Since before the first run, the code all loaded. */
  readonly addedBytes: number;
}

/** A Node-RED in which one way is measured. */
export interface RunNodeRed {
  run(order: RunOrder): Promise<Run>;
  stop(): Promise<void>;
}

/**
 * Starts one.
 *
 * @param warmUp something small, after which all code is loaded; what there is then counts as idle
 */
export async function startRunNodeRed(way: WayToRun, serviceUrl: string, warmUp: RunOrder): Promise<RunNodeRed> {
  const nodeRed = await startBenchNodeRed({
    name: way.name,
    nodes: ["bench-run", ...(way.nodes ?? [])],
    flows: [
      { id: "tab", type: "tab", label: "bench" },
      appNode(serviceUrl),
      { id: "run", z: "tab", type: "bench-run", wires: [[way.steps[0]?.id]] },
      { id: "catch", z: "tab", type: "catch", scope: null, wires: [["run"]] },
      ...way.steps.map((step) => ({ z: "tab", app: "app", ...step })),
    ],
    credentials: appCredentials,
  });
  try {
    await nodeRed.ask("/bench/run", warmUp);
    const idle = (await nodeRed.ask("/bench/idle")) as { readonly rssBytes: number };
    return {
      async run(order) {
        const measured = (await nodeRed.ask("/bench/run", order)) as MeasuredRun;
        return { ...measured, addedBytes: measured.rssBytes - idle.rssBytes };
      },
      stop: () => nodeRed.stop(),
    };
  } catch (error) {
    await nodeRed.stop();
    throw error;
  }
}
