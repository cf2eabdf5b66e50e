import type { Clock } from "../../src/client/clock";
import type { Lanes, LanesOptions } from "../../src/delivery/limits/lane";
import { createLateLanes } from "../../src/delivery/limits/late-lanes";
import { createMemoryCounts } from "../../src/delivery/limits/memory-counts";
import type { MemoryCounts } from "../../src/delivery/limits/memory-counts";
import { createRedisLanes } from "../../src/delivery/limits/redis-lanes";
import type { RedisConnection } from "../../src/delivery/outbox/redis-connection";

/** Where an app's limits are counted. */
export interface AppLanes {
  create(options: LanesOptions): Lanes;
  /** From now on all machines on this Redis count together. */
  shareThrough(connection: RedisConnection): void;
}

/**
 * The service counts by app, not by node: what two nodes of one app send counts together, and what was sent before a
 * deploy counts after it.
 */
const counts = new Map<string, MemoryCounts>();

/** @param app names the app: the same on all machines that share its limits */
export function appLanes(app: string, clock: Clock): AppLanes {
  let share: AppLanes["shareThrough"] = () => undefined;
  return {
    create(options) {
      const lanes = createLateLanes(countsOf(app, clock).lanesFor(options));
      share = (connection) => lanes.use(createRedisLanes(connection, `agora-chat limits ${app}`, clock, options));
      return lanes;
    },
    shareThrough: (connection) => share(connection),
  };
}

function countsOf(app: string, clock: Clock): MemoryCounts {
  let known = counts.get(app);
  if (known === undefined) {
    known = createMemoryCounts(clock);
    counts.set(app, known);
  }
  return known;
}
