import type { RedisServer } from "../../scripts/redis-server";
import { median } from "../median";
import { startCountingWorker } from "../start-counting-worker";
import { startSink } from "../start-sink";
import type { Table } from "../table";
import type { RedisOrder } from "./redis-order";

/** How much is measured. */
export interface ThroughputRounds {
  readonly rounds: number;
  readonly measureMs: number;
}

interface Throughput {
  readonly messagesPerSecond: number;
  readonly cpuMsPerMessage: number;
}

/** How long the service takes to answer on average, milliseconds: so that a process waits for answers, not for the processor. */
const answerMs = 1_000;
/** Until queues are full and code is compiled. */
const warmMs = 5_000;

/** What machines bring that share an outbox: each has so many connections, and the queue is one for all. */
export async function redisThroughput(redis: RedisServer, { rounds, measureMs }: ThroughputRounds): Promise<Table> {
  const found = { one: [] as Throughput[], three: [] as Throughput[] };
  for (let round = 0; round < rounds; round += 1) {
    found.one.push(await measured(redis, 1, `one-${round}`, measureMs));
    found.three.push(await measured(redis, 3, `three-${round}`, measureMs));
  }
  const of = (who: keyof typeof found, fact: keyof Throughput): number => median(found[who].map((one) => one[fact]));
  const gain = found.three.map(
    (three, round) => three.messagesPerSecond / (found.one[round]?.messagesPerSecond ?? NaN),
  );
  return {
    title: `Redis: one outbox, a service that takes about ${answerMs} ms to answer, limits off, median of ${rounds}`,
    head: ["processes", "messages/s", "CPU ms a message"],
    rows: (["one", "three"] as const).map((who) => [
      who,
      of(who, "messagesPerSecond").toFixed(0),
      of(who, "cpuMsPerMessage").toFixed(2),
    ]),
    targets: [{ text: "three processes against one", found: gain, atLeast: 2.5 }],
  };
}

async function measured(redis: RedisServer, processes: number, app: string, measureMs: number): Promise<Throughput> {
  const service = await startSink("redis/slow-service", [String(answerMs)]);
  const order: RedisOrder = { redisUrl: redis.url, app, serviceUrl: service.url };
  const workers = await Promise.all(
    Array.from({ length: processes }, () => startCountingWorker("redis/redis-load-worker", order)),
  );
  const ask = async () => {
    const all = await Promise.all(workers.map((worker) => worker.ask()));
    return { count: sum(all.map(({ count }) => count)), cpuMs: sum(all.map(({ cpuMs }) => cpuMs)) };
  };
  try {
    await pause(warmMs);
    const [before, beganAt] = [await ask(), performance.now()];
    await pause(measureMs);
    const [after, endedAt] = [await ask(), performance.now()];
    const messages = after.count - before.count;
    return {
      messagesPerSecond: (1_000 * messages) / (endedAt - beganAt),
      cpuMsPerMessage: (after.cpuMs - before.cpuMs) / messages,
    };
  } finally {
    for (const worker of workers) worker.stop();
    service.stop();
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}
