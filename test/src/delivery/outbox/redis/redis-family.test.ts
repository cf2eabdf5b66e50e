import { once } from "node:events";
import * as ioredis from "ioredis";
import type { Redis, RedisOptions } from "ioredis";
import should from "should";
import { startRedisServer } from "../../../../../scripts/redis-server";
import type { RedisServer } from "../../../../../scripts/redis-server";
import { createRedisFamily } from "../../../../../src/delivery/outbox/redis/redis-family";
import type { RedisFamily } from "../../../../../src/delivery/outbox/redis/redis-family";

describe("connections to Redis that end together", () => {
  let server: RedisServer;
  let options: RedisOptions;
  let family: RedisFamily;

  before(async () => {
    server = await startRedisServer();
    options = { host: "127.0.0.1", port: server.port, retryStrategy: () => 10, maxRetriesPerRequest: null };
  });
  beforeEach(() => {
    family = createRedisFamily(ioredis);
  });
  afterEach(() => family.end());
  after(() => server.remove());

  async function ready(redis: Redis): Promise<Redis> {
    if (redis.status !== "ready") await once(redis, "ready");
    return redis;
  }

  /** How many connections the server has besides the one that asks. */
  async function connected(): Promise<number> {
    const asking = new ioredis.Redis(options);
    try {
      return (
        String(await asking.client("LIST"))
          .trim()
          .split("\n").length - 1
      );
    } finally {
      asking.disconnect();
    }
  }

  it("include those that somebody else makes of them", async () => {
    const first = await ready(family.open(options));
    const second = await ready(first.duplicate({ connectionName: "second" }));
    const third = await ready(second.duplicate());
    should(await second.client("GETNAME")).equal("second");
    should(await connected()).equal(3);
    await family.end();
    should([first, second, third].map(({ status }) => status)).eql(["end", "end", "end"]);
    should(await connected()).equal(0);
  });

  it("do not come back, whoever asks", async () => {
    const first = await ready(family.open(options));
    const second = await ready(first.duplicate());
    await family.end();
    for (const each of [first, second]) {
      await should(each.connect()).be.rejectedWith({ message: "Connection is closed." });
      should(each.status).equal("end");
    }
    should(first.duplicate({ lazyConnect: true }).status).equal("wait");
    should(first.duplicate().status).not.equal("connecting");
    should(await connected()).equal(0);
  });

  it("end when they have been ended before and opened again, as BullMQ may do while a worker is closed", async () => {
    const one = await ready(family.open(options));
    one.disconnect();
    await once(one, "end");
    await one.connect();
    // As BullMQ sets it, whatever its connection does.
    one.status = "end";
    await family.end();
    should(await connected()).equal(0);
  });

  it("end while they try to come back", async () => {
    const tries: number[] = [];
    await triedThrice(family, tries);
    await family.end();
    const made = tries.length;
    const others = createRedisFamily(ioredis);
    await triedThrice(others, []);
    await others.end();
    should(tries).have.length(made);
  });

  it("write no error to the console, those of somebody else neither", () => {
    const one = family.open({ ...options, lazyConnect: true }).duplicate();
    should(one.listenerCount("error")).equal(1);
  });

  /** Opens one to where nobody listens. */
  function triedThrice(where: RedisFamily, tries: number[]): Promise<void> {
    return new Promise((resolve) => {
      const retryStrategy = (times: number): number => {
        if (tries.push(times) === 3) resolve();
        return 5;
      };
      where.open({ ...options, port: 1, retryStrategy });
    });
  }
});
