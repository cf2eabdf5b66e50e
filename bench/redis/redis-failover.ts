import type { RedisServer } from "../../scripts/redis-server";
import { bundleWorker } from "../bundle-worker";
import { createCrashLedger } from "../crash/crash-ledger";
import type { CrashLedger } from "../crash/crash-ledger";
import { startVictim } from "../crash/start-victim";
import { startRecordingService } from "../recording-service";
import type { Table } from "../table";
import type { RedisOrder } from "./redis-order";

/** When so many have arrived, it is killed: some hundred are in its hands then, and some on the wire. */
const killedAfter = 100;
/** Each process for itself: so that there is work for half a minute, longer than a dead process is waited for. */
const callsPerSecond = 50;
const answerMs = 100;
/** Locks last ten seconds, and every five somebody looks for those that are over. */
const longestMs = 120_000;

/**
 * What becomes of the messages of a process that is killed while two others share its outbox.
 *
 * @param takesIn how many it takes in before
 */
export async function redisFailover(redis: RedisServer, takesIn: number): Promise<Table> {
  const file = await bundleWorker("redis/redis-victim");
  const ledger = createCrashLedger();
  let arrived = 0;
  let lastAt = 0;
  const service = await startRecordingService({
    latencyMs: () => answerMs,
    onMessage(text, to) {
      ledger.arrive(text, to);
      arrived += 1;
      lastAt = performance.now();
    },
  });
  const order: RedisOrder = { redisUrl: redis.url, app: "failover", serviceUrl: service.url, callsPerSecond };
  const hear: CrashLedger["hear"] = (spoken) => ledger.hear(spoken);
  const others = [startVictim(file, order, hear), startVictim(file, order, hear)];
  const victim = startVictim(file, { ...order, takesIn }, hear);
  try {
    await Promise.all(others.map((other) => other.said("settled")));
    await victim.said("settled");
    await until(() => arrived >= killedAfter, longestMs);
    await victim.kill();
    const [killedAt, arrivedBefore] = [performance.now(), arrived];
    const isOver = (): boolean => {
      const { lost, unheard } = ledger.verdict();
      return lost + unheard === 0;
    };
    await until(isOver, longestMs);
    const verdict = ledger.verdict();
    return {
      title: `Redis: a process killed that had taken in ${takesIn.toLocaleString("en")} messages, two others go on`,
      head: ["recipients", "before the kill", "from the others", "twice, and said", "until the last", "lost, unsaid"],
      rows: [
        [
          ...[verdict.recipients, arrivedBefore, arrived - arrivedBefore, verdict.twiceAndSaid].map(String),
          `${((lastAt - killedAt) / 1_000).toFixed(1)} s`,
          String(verdict.lost),
        ],
      ],
      targets: [
        { text: "got it twice, and nobody was told", found: verdict.twiceUnsaid, unit: "", atMost: 0 },
        { text: "neither got it, nor was anybody told", found: verdict.lost, unit: "", atMost: 0 },
        { text: "got it, but the flow never heard of it", found: verdict.unheard, unit: "", atMost: 0 },
        { text: "got it after a later message", found: verdict.outOfOrder, unit: "", atMost: 0 },
      ],
    };
  } finally {
    await Promise.all(others.map((other) => other.kill()));
    await service.stop();
  }
}

async function until(condition: () => boolean, longestWaitMs: number): Promise<void> {
  const endAt = performance.now() + longestWaitMs;
  while (!condition() && performance.now() < endAt) await new Promise((resolve) => setTimeout(resolve, 20));
}
