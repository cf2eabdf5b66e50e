import { createHash } from "node:crypto";
import type { Redis } from "ioredis";

/** Runs on the Redis, nothing in between. Its keys lie below the one given: it is for a single Redis, as BullMQ's are. */
export type RedisScript = (redis: Redis, key: string, args: readonly (string | number)[]) => Promise<unknown>;

/** @returns a script that travels once; afterwards only its digest does, until Redis has forgotten it in a restart */
export function redisScript(lua: string): RedisScript {
  const digest = createHash("sha1").update(lua).digest("hex");
  return async (redis, key, args) => {
    try {
      return await redis.evalsha(digest, 1, key, ...args);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith("NOSCRIPT")) throw error;
      return redis.eval(lua, 1, key, ...args);
    }
  };
}
