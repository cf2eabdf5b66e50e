import { Redis } from "ioredis";
import should from "should";
import { numbersInRedis, untoldInRedis } from "../../../bench/soak/numbers-in-redis";
import { createRedisFaults } from "../../../bench/soak/redis-faults";
import { startRedisServer } from "../../../scripts/redis-server";
import type { RedisServer } from "../../../scripts/redis-server";

describe("a Redis that is killed in a soak", () => {
  let server: RedisServer;

  before(async () => {
    server = await startRedisServer({ appendOnly: true, appendFsync: "always" });
  });
  after(async () => (server as RedisServer | undefined)?.remove());

  it("comes back with the messages that it had, and whoever waits for it hears of it", async () => {
    const redis = new Redis(server.url);
    await redis.hset("agora-chat:app:1", { data: JSON.stringify({ text: JSON.stringify({ flow: { number: 17 } }) }) });
    await redis.xadd("agora-chat:app:own:inbox:a", "*", "ending", JSON.stringify({ number: 18 }));
    await redis.hset("another", { data: '{"number":19}' });
    redis.disconnect();
    const pid = server.pid;

    const faults = createRedisFaults(server, new AbortController().signal);
    const played = faults.play({ downMs: 50 });
    await faults.whenThere();
    should(server.pid).not.equal(pid);
    await played;
    should([...(await numbersInRedis(server.url))].sort()).eql([17, 18]);
    should([...(await untoldInRedis(server.url))]).eql([18]);
  });

  it("is started again at once when the soak ends", async () => {
    const ending = new AbortController();
    const played = createRedisFaults(server, ending.signal).play({ downMs: 3_600_000 });
    ending.abort();
    await played;
    should(await numbersInRedis(server.url)).have.size(2);
  });

  it("is not there on machines that have none", async () => {
    const faults = createRedisFaults(undefined, new AbortController().signal);
    await faults.play({ downMs: 3_600_000 });
    await faults.whenThere();
  });
});
