/** Processes of one app that share a Redis, all of them in this one. */
import type { Redis } from "ioredis";
import type { Worker } from "bullmq";
import { systemClock } from "../../../../src/client/clock";
import type { Clock } from "../../../../src/client/clock";
import type { Outbox, OutboxOptions } from "../../../../src/delivery/outbox/outbox";
import { openRedisConnection } from "../../../../src/delivery/outbox/redis-connection";
import type { RedisConnection } from "../../../../src/delivery/outbox/redis-connection";
import { createRedisOutbox } from "../../../../src/delivery/outbox/redis-outbox";
import type { RedisOutboxSettings } from "../../../../src/delivery/outbox/redis-outbox";

/** Short enough for tests, long enough for a machine that has much to do. */
export const shortTimes = {
  timing: { lockMs: 400, stalledMs: 100, behindMs: 2_000 },
  patienceMs: 1_000,
  aliveMs: 600,
} as const;

/** A process that can be killed. */
export interface RedisProcess {
  readonly outbox: Outbox;
  /** Writes nothing any more from now on, as after kill -9. */
  kill(): Promise<void>;
}

/** Begins one that sees its Redis through connections of its own. */
export async function openRedisProcess(
  { url, app }: { readonly url: string; readonly app: string },
  options: OutboxOptions,
  clock: Clock,
  settings: Partial<RedisOutboxSettings> = {},
): Promise<RedisProcess> {
  const connection = await openRedisConnection(url, { clock: systemClock, signal: new AbortController().signal });
  const { watched, kill } = watch(connection);
  const timers = createMortalClock();
  const outbox = await createRedisOutbox(watched, app, options, clock, {
    ...shortTimes,
    redisClock: timers.clock,
    ...settings,
  });
  return {
    outbox,
    async kill() {
      timers.stop();
      await kill();
    },
  };
}

/** Sees all that is made of a connection, so that it can be ended at once. */
function watch(connection: RedisConnection): {
  readonly watched: RedisConnection;
  readonly kill: () => Promise<void>;
} {
  const workers: Worker[] = [];
  const redises: Redis[] = [connection.redis];
  const { bullmq } = connection.libraries;

  class WatchedWorker extends bullmq.Worker {
    constructor(...given: ConstructorParameters<typeof bullmq.Worker>) {
      super(...given);
      workers.push(this);
    }
  }

  const watched: RedisConnection = {
    ...connection,
    libraries: { ...connection.libraries, bullmq: { ...bullmq, Worker: WatchedWorker } },
    duplicate() {
      const redis = connection.duplicate();
      const duplicate = redis.duplicate.bind(redis);
      redis.duplicate = (...given) => {
        const another = duplicate(...given);
        another.on("error", () => undefined);
        redises.push(another);
        return another;
      };
      redises.push(redis);
      return redis;
    },
  };
  return {
    watched,
    async kill() {
      for (const redis of redises) {
        redis.disconnect();
        redis.connect = () => Promise.reject(new Error("dead"));
      }
      await Promise.all(workers.map((worker) => worker.close(true)));
      await connection.close();
    },
  };
}

/** The machine's clock until its process dies. */
function createMortalClock(): { readonly clock: Clock; stop(): void } {
  const cancels = new Set<() => void>();
  let isStopped = false;
  return {
    clock: {
      now: () => systemClock.now(),
      after(delayMs, run) {
        if (isStopped) return () => undefined;
        const cancel = systemClock.after(delayMs, () => {
          cancels.delete(cancel);
          run();
        });
        cancels.add(cancel);
        return () => {
          cancels.delete(cancel);
          cancel();
        };
      },
    },
    stop() {
      isStopped = true;
      cancels.forEach((cancel) => cancel());
    },
  };
}
