import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { median } from "../median";
import { runWorker } from "../run-worker";
import type { Table } from "../table";
import { outboxWays } from "./outbox-order";
import type { OutboxOrder, OutboxRun, OutboxWay } from "./outbox-order";

/** How much is measured. */
export interface OutboxRounds {
  readonly rounds: number;
  /** Until code is compiled. */
  readonly warmMs: number;
  readonly measureMs: number;
}

const scratch = join(__dirname, "..", "..", ".cache", "bench", "outbox");

const titles: { readonly [W in OutboxWay]: string } = {
  bare: "classic-level, commits in groups, nothing else",
  "bare-chained": "the same, its batches filled one by one, as ours does",
  level: "ours on classic-level: taken in and taken out",
  "level-marked": "the same, marked before it goes on the wire",
  log: "ours on the log: taken in and taken out",
  "log-marked": "the same, marked before it goes on the wire",
};

/** What keeping a message costs: on the disk when it has been taken in, taken out when it has been delivered. */
export async function outboxCost({ rounds, ...times }: OutboxRounds): Promise<Table> {
  const found = { one: newRuns(), many: newRuns() };
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const way of outboxWays) {
        found.one[way].push(await measured(way, 1, times));
        found.many[way].push(await measured(way, 64, times));
      }
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  const of = (many: boolean, way: OutboxWay, fact: keyof OutboxRun): number =>
    median((many ? found.many : found.one)[way].map((run) => run[fact]));
  const toBare = (way: OutboxWay): readonly number[] =>
    found.many[way].map((run, round) => run.cyclesPerSecond / (found.many.bare[round]?.cyclesPerSecond ?? NaN));
  return {
    title: `Outbox: messages kept and taken out again, 500 bytes, median of ${rounds} interleaved rounds`,
    head: ["store", "a second, one at a time", "a second, 64 at once", "against bare", "CPU ms each", "longest stall"],
    rows: outboxWays.map((way) => [
      titles[way],
      of(false, way, "cyclesPerSecond").toFixed(0),
      of(true, way, "cyclesPerSecond").toFixed(0),
      `${median(toBare(way)).toFixed(2)} ×`,
      of(true, way, "cpuMsPerCycle").toFixed(3),
      `${of(true, way, "loopDelayMaxMs").toFixed(1)} ms`,
    ]),
    targets: [
      { text: "64 at once, taken in and out, against the bare store", found: toBare("level"), atLeast: 0.6 },
      { text: "the same on the log", found: toBare("log"), atLeast: 0.6 },
      { text: "longest stall of the event loop", found: of(true, "level", "loopDelayMaxMs"), unit: "ms", atMost: 20 },
      { text: "the same on the log", found: of(true, "log", "loopDelayMaxMs"), unit: "ms", atMost: 20 },
    ],
  };
}

function newRuns(): Record<OutboxWay, OutboxRun[]> {
  return Object.fromEntries(outboxWays.map((way) => [way, [] as OutboxRun[]])) as Record<OutboxWay, OutboxRun[]>;
}

async function measured(
  way: OutboxWay,
  atOnce: number,
  { warmMs, measureMs }: Omit<OutboxRounds, "rounds">,
): Promise<OutboxRun> {
  const folder = join(scratch, `${way}-${atOnce}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const order: OutboxOrder = { way, folder, atOnce, warmMs, measureMs };
  return runWorker<OutboxRun>("outbox/outbox-worker", order);
}
