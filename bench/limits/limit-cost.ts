import { startRedisServer } from "../../scripts/redis-server";
import { median } from "../median";
import { startSink } from "../start-sink";
import { startCountingWorker } from "../start-counting-worker";
import type { Spent } from "../start-counting-worker";
import type { Table, Target } from "../table";
import type { LimitWay, WorkerOrder } from "./worker-order";

/** How much is measured. */
export interface LimitRounds {
  readonly rounds: number;
  /** Until connections are open, and the shortest way is known. */
  readonly warmSeconds: number;
  /** How long each is measured. */
  readonly seconds: number;
}

/** What a round found. */
interface Round {
  /** Of what the service would have accepted. */
  readonly use: number;
  readonly refused: number;
  readonly cpuMsPerCall: number;
}

interface Case {
  readonly title: string;
  readonly way: LimitWay;
  readonly processes: number;
  readonly network: keyof typeof networks;
  readonly atLeast?: number;
}

/** Milliseconds at least and at most, there and back. */
const networks = { lan: [0, 0, 0, 0], far: [15, 35, 15, 35] } as const;

const cases: readonly Case[] = [
  { title: "ours", way: "ours", processes: 1, network: "lan", atLeast: 0.99 },
  { title: "bottleneck, `minTime`", way: "bottleneck", processes: 1, network: "lan" },
  { title: "p-throttle, `strict`", way: "p-throttle", processes: 1, network: "lan" },
  { title: "a timer that lets a hundred go, nothing counted", way: "timer", processes: 1, network: "lan" },
  { title: "ours", way: "ours", processes: 1, network: "far", atLeast: 0.99 },
  { title: "bottleneck, `minTime`", way: "bottleneck", processes: 1, network: "far" },
  { title: "p-throttle, `strict`", way: "p-throttle", processes: 1, network: "far" },
  { title: "ours over Redis", way: "ours", processes: 3, network: "lan", atLeast: 0.99 },
  { title: "ours over Redis", way: "ours", processes: 3, network: "far", atLeast: 0.94 },
];

/** How well a limit of a hundred calls a second is used, at a service that counts any second and refuses what is above. */
export async function limitCost({ rounds, ...times }: LimitRounds): Promise<Table> {
  const found: Round[][] = cases.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, each] of cases.entries()) found[index]?.push(await measured(each, times));
  }
  const all = (index: number, fact: keyof Round): readonly number[] => (found[index] ?? []).map((one) => one[fact]);
  const of = (index: number, fact: keyof Round): number => median(all(index, fact));
  const percent = (share: number): number => 100 * share;
  const worst = (index: number): number => Math.max(...(found[index] ?? []).map((one) => one.refused));
  return {
    title: `A limit of 100 calls a second, ${times.seconds} s, 300 calls always waiting, median of ${rounds}`,
    head: ["way", "processes", "network", "use of the limit", "refused", "CPU ms a call"],
    rows: cases.map(({ title, processes, network }, index) => [
      title,
      String(processes),
      network === "lan" ? "no delay" : "15 to 35 ms each way",
      `${(100 * of(index, "use")).toFixed(1)} %`,
      of(index, "refused").toFixed(0),
      of(index, "cpuMsPerCall").toFixed(2),
    ]),
    targets: cases.flatMap(({ atLeast, processes, network }, index): readonly Target[] => {
      if (atLeast === undefined) return [];
      const where = `${processes} × ${network}`;
      return [
        {
          text: `${where}: use of the limit`,
          found: all(index, "use").map(percent),
          unit: "%",
          atLeast: percent(atLeast),
        },
        { text: `${where}: refused in any round`, found: worst(index), unit: "calls", atMost: 0 },
        { text: `${where}: CPU a call`, found: all(index, "cpuMsPerCall"), unit: "ms", atMost: 0.5 },
      ];
    }),
  };
}

async function measured(
  { way, processes, network }: Case,
  { warmSeconds, seconds }: Omit<LimitRounds, "rounds">,
): Promise<Round> {
  const service = await startSink("limits/strict-service", networks[network].map(String));
  const redis = processes === 1 ? undefined : await startRedisServer();
  const shared = redis === undefined ? {} : { redisUrl: redis.url };
  const order: WorkerOrder = { way, serviceUrl: service.url, ...shared };
  const workers = await Promise.all(
    Array.from({ length: processes }, () => startCountingWorker("limits/limit-worker", order)),
  );
  try {
    await pause(warmSeconds * 1_000);
    const before = await Promise.all(workers.map((worker) => worker.ask()));
    await fetch(`${service.url}/count-from-now`);
    await pause(seconds * 1_000);
    const count = (await (await fetch(`${service.url}/count`)).json()) as Count;
    const after = await Promise.all(workers.map((worker) => worker.ask()));
    const sum = (from: readonly Spent[], fact: keyof Spent): number => from.reduce((all, one) => all + one[fact], 0);
    const calls = sum(after, "count") - sum(before, "count");
    return {
      use: count.accepted / (count.ms / 10),
      refused: count.refused,
      cpuMsPerCall: (sum(after, "cpuMs") - sum(before, "cpuMs")) / calls,
    };
  } finally {
    for (const worker of workers) worker.stop();
    service.stop();
    await redis?.remove();
  }
}

interface Count {
  readonly accepted: number;
  readonly refused: number;
  readonly ms: number;
}

function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}
