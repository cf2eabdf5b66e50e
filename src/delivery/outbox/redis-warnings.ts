import type { Redis } from "ioredis";

/** What a Redis' own settings mean for the messages in it. */
export interface RedisWarning {
  /**
   * `redis-evicts`: it throws away what it holds, messages too, when its memory is full. `redis-forgets`: what it holds is
   * lost when it restarts. `redis-may-lose-a-second`: a power cut may take what it was told within the last second, or,
   * with `appendfsync no`, within the last half minute.
   */
  readonly problem: "redis-evicts" | "redis-forgets" | "redis-may-lose-a-second";
  /** The setting, as Redis calls it: `appendonly no`. */
  readonly found: string;
}

/** Looks at the settings that decide whether messages survive. A Redis that does not show them is believed. */
export async function findRedisWarnings(redis: Redis): Promise<readonly RedisWarning[]> {
  const settings = ["maxmemory-policy", "appendonly", "appendfsync"] as const;
  const [policy, appendOnly, fsync] = await Promise.all(settings.map((name) => setting(redis, name)));
  const warnings: RedisWarning[] = [];
  if (policy !== undefined && policy !== "noeviction") {
    warnings.push({ problem: "redis-evicts", found: `maxmemory-policy ${policy}` });
  }
  if (appendOnly === "no") {
    warnings.push({ problem: "redis-forgets", found: "appendonly no" });
  } else if (appendOnly !== undefined && fsync !== undefined && fsync !== "always") {
    warnings.push({ problem: "redis-may-lose-a-second", found: `appendfsync ${fsync}` });
  }
  return warnings;
}

/** Hosted ones often forbid CONFIG, or have none. */
async function setting(redis: Redis, name: string): Promise<string | undefined> {
  try {
    const answer: unknown = await redis.config("GET", name);
    const value: unknown = Array.isArray(answer) ? answer[1] : undefined;
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}
