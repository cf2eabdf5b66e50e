import { randomBytes } from "node:crypto";
import type { Clock } from "../../client/clock";
import type { RedisConnection } from "../outbox/redis-connection";
import type { Lane, LaneLimit, Lanes, LanesOptions } from "./lane";
import { laneExchange } from "./lane-exchange";
import { sharedLane } from "./shared-lane";
import type { SharedLane } from "./shared-lane";

/** How long closing waits for Redis to hear of it. Where it does not, what is held counts until its lease ends. */
const lastWordMs = 1_000;

/**
 * Lanes that all processes on one Redis share: together they never take more than one limit.
 *
 * A process that dies takes nothing with it: what it held counts for one window and 15 seconds more. While Redis is away
 * there is no room, for nobody knows what the others do.
 *
 * @param prefix of the keys in Redis: the same for all who share the limits, and for nobody else
 * @param leaseMs how long what a process holds counts after its last sign of life, beyond the window
 */
export function createRedisLanes(
  connection: Pick<RedisConnection, "redis">,
  prefix: string,
  clock: Clock,
  options: LanesOptions,
  leaseMs = 15_000,
): Lanes {
  const { redis } = connection;
  const lanes = new Map<string, SharedLane>();
  const exchange = laneExchange(redis, prefix, randomBytes(9).toString("base64url"), leaseMs);
  let lanesWorthSearching = 1_000;
  const retry = (): void => {
    for (const lane of lanes.values()) lane.retry();
  };
  redis.on("ready", retry);

  /** Groups come and go; a lane in which nothing of ours counts any more is as good as none. */
  function forgetIdleLanes(): void {
    if (lanes.size < lanesWorthSearching) return;
    const now = clock.now();
    for (const [name, lane] of lanes) if (lane.isEmpty(now)) lanes.delete(name);
    lanesWorthSearching = Math.max(1_000, lanes.size * 2);
  }

  return {
    laneOf(limit: LaneLimit): Lane {
      let lane = lanes.get(limit.name);
      if (lane === undefined) {
        forgetIdleLanes();
        lane = sharedLane(limit, { ...options, clock, exchange, heartbeatMs: leaseMs / 3 });
        lanes.set(limit.name, lane);
      }
      return lane;
    },
    async close() {
      redis.off("ready", retry);
      let cancel = (): void => undefined;
      const tooLong = new Promise<void>((resolve) => (cancel = clock.after(lastWordMs, resolve)));
      await Promise.race([Promise.all([...lanes.values()].map((lane) => lane.close())), tooLong]);
      cancel();
    },
  };
}
