import { startBenchNodeRed } from "../bench-node-red";
import type { BenchNodeRed } from "../bench-node-red";
import { median } from "../median";
import type { Spent } from "../start-counting-worker";
import type { Table } from "../table";
import { callbackWays } from "./callback-ways";
import type { CallbackWay } from "./callback-ways";
import type { LoadResult } from "./load-order";
import { startLoad } from "./start-load";
import type { Load } from "./start-load";

/** How much is measured. */
export interface CallbackRounds {
  readonly rounds: number;
  /** Callbacks in each. */
  readonly measured: number;
}

/** One way in one round. */
interface CallbackRun extends LoadResult {
  readonly perSecond: number;
  readonly cpuMs: number;
}

const connections = 64;

/**
 * What a callback costs in a real Node-RED: the very same signed requests, in turns, to core's `http in` and
 * `http response`, which check nothing, and to ours.
 */
export async function callbackCost({ rounds, measured }: CallbackRounds): Promise<Table> {
  const nodeReds = await Promise.all(
    callbackWays.map(async ({ name, nodes, credentials }) =>
      startBenchNodeRed({
        name,
        nodes: ["bench-count"],
        flows: [{ id: "tab", type: "tab", label: "bench" }, ...nodes],
        credentials,
      }),
    ),
  );
  const load = await startLoad();
  const found: CallbackRun[][] = callbackWays.map(() => []);
  try {
    // The first is not counted: the code of each way is compiled in it.
    for (let round = 0; round <= rounds; round += 1) {
      for (const [way, nodeRed] of nodeReds.entries()) {
        const run = await measure(nodeRed, load, { round, measured });
        if (round > 0) found[way]?.push(run);
      }
    }
  } finally {
    load.stop();
    await Promise.all(nodeReds.map((nodeRed) => nodeRed.stop()));
  }
  return tableOf(callbackWays, found, rounds, measured);
}

async function measure(
  nodeRed: BenchNodeRed,
  load: Load,
  { round, measured }: { readonly round: number; readonly measured: number },
): Promise<CallbackRun> {
  const warm = Math.ceil(measured / 10);
  const spent = async (): Promise<Spent> => (await nodeRed.ask("/bench/count")) as Spent;
  const before = await spent();
  const result = await load.run({ url: nodeRed.url, connections, warm, measured, round });
  // The last are answered before they are in the flow.
  await pause(100);
  const after = await spent();
  const count = after.count - before.count;
  if (result.failed > 0 || count !== warm + measured) {
    throw new Error(`of ${warm + measured} callbacks, ${result.failed} failed and ${count} reached the flow`);
  }
  return {
    ...result,
    perSecond: (measured / result.milliseconds) * 1_000,
    cpuMs: (after.cpuMs - before.cpuMs) / count,
  };
}

function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}

function tableOf(
  ways: readonly CallbackWay[],
  found: readonly (readonly CallbackRun[])[],
  rounds: number,
  measured: number,
): Table {
  const of = (way: number, fact: keyof CallbackRun): number => median((found[way] ?? []).map((run) => run[fact]));
  const toCore = (way: number, fact: keyof CallbackRun): readonly number[] =>
    (found[way] ?? []).map((run, round) => run[fact] / (found[0]?.[round]?.[fact] ?? NaN));
  return {
    title: `Callbacks: ${connections} connections, median of ${rounds} interleaved rounds of ${measured}`,
    head: ["way", "requests/s", "p50", "p99", "CPU ms each", "requests/s against core", "p99 against core"],
    rows: ways.map(({ title }, way) => [
      title,
      of(way, "perSecond").toFixed(0),
      `${of(way, "p50Ms").toFixed(1)} ms`,
      `${of(way, "p99Ms").toFixed(1)} ms`,
      of(way, "cpuMs").toFixed(3),
      `${median(toCore(way, "perSecond")).toFixed(2)} ×`,
      `${median(toCore(way, "p99Ms")).toFixed(2)} ×`,
    ]),
    targets: [
      { text: "requests/s against core's http in, unchecked", found: toCore(1, "perSecond"), atLeast: 1 },
      { text: "99th percentile of the time to the answer against core's", found: toCore(1, "p99Ms"), atMost: 1 },
      { text: "CPU per callback against core's", found: toCore(1, "cpuMs"), atMost: 1 },
    ],
  };
}
