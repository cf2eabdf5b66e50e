import { existsSync } from "node:fs";
import { redisServerProgram, startRedisServer } from "../../scripts/redis-server";
import type { RedisServer } from "../../scripts/redis-server";

/**
 * Starts a Redis that loses nothing when it is killed.
 *
 * @param program where it is looked for
 * @returns `undefined` where there is none on this machine
 * @throws where there is none and `CHAT_FLOWS_REQUIRE_ALL` asks for everything
 */
export async function startSoakRedis(program = redisServerProgram): Promise<RedisServer | undefined> {
  if (existsSync(program)) return startRedisServer({ appendOnly: true, appendFsync: "always" });
  if (process.env["CHAT_FLOWS_REQUIRE_ALL"]) throw new Error(`There is no ${program}: apt-get install redis-server`);
  return undefined;
}
