import { startRedisServer } from "../../scripts/redis-server";
import type { Table } from "../table";
import { redisFailover } from "./redis-failover";
import { redisThroughput } from "./redis-throughput";
import type { ThroughputRounds } from "./redis-throughput";

/** How much is measured. */
export interface RedisRounds extends ThroughputRounds {
  /** How many messages the process that is killed has taken in. */
  readonly takesIn: number;
}

/** What an outbox in Redis is for: several machines that share it, and one of them that dies. Needs a redis-server. */
export async function redisTables(rounds: RedisRounds): Promise<readonly Table[]> {
  const redis = await startRedisServer({ appendOnly: true });
  try {
    return [await redisThroughput(redis, rounds), await redisFailover(redis, rounds.takesIn)];
  } finally {
    await redis.remove();
  }
}
