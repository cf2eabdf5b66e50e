import type { Clock } from "../../src/client/clock";
import type { Lanes, LanesOptions } from "../../src/delivery/limits/lane";
import { createLateLanes } from "../../src/delivery/limits/late-lanes";
import { createRedisLanes } from "../../src/delivery/limits/redis-lanes";
import type { RedisConnection } from "../../src/delivery/outbox/redis-connection";
import { countsOf } from "./counts-by-app";

/** Where an app's limits are counted. */
export interface AppLanes {
  create(options: LanesOptions): Lanes;
  /** From now on all machines on this Redis count together. */
  shareThrough(connection: RedisConnection): void;
}

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
