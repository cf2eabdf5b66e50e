import { Redis } from "ioredis";
import { startRedisServer } from "../../../../scripts/redis-server";
import type { RedisServer } from "../../../../scripts/redis-server";
import { describeOutbox } from "./outbox.conformance";
import type { OutboxWorld } from "./outbox-world";
import { openRedisProcess } from "./redis-world";
import type { RedisProcess } from "./redis-world";

describe("the outbox that machines share", () => {
  let server: RedisServer;
  let redis: Redis;
  let worlds = 0;

  before(async () => {
    server = await startRedisServer();
    redis = new Redis(server.url);
  });
  after(async () => {
    redis.disconnect();
    await server.remove();
  });

  /** As if all that was granted for a time had run out: nobody has to wait for that. */
  async function forgetLeases(app: string): Promise<void> {
    const keys = await redis.keys(`agora-chat:${app}:*`);
    const leases = keys.filter((key) => /:lock$|:own:alive:|:stalled-check$/.test(key));
    if (leases.length > 0) await redis.del(...leases);
  }

  function begin(): Promise<OutboxWorld> {
    worlds += 1;
    const app = `app-${worlds}`;
    const processes: RedisProcess[] = [];
    return Promise.resolve({
      async open(options, clock) {
        const time = { now: () => clock.now(), look: () => Promise.resolve() };
        const process = await openRedisProcess({ url: server.url, app }, options, clock, { time });
        processes.push(process);
        return process.outbox;
      },
      async crash() {
        await processes.pop()?.kill();
        await forgetLeases(app);
      },
      settled: () => new Promise((resolve) => setTimeout(resolve, 80)),
      async end() {
        for (const process of processes) await process.kill();
      },
    });
  }

  describeOutbox({ name: "in Redis", isDurable: true, begin });
});
