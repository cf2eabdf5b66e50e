import type { RedisServer } from "../../scripts/redis-server";
import type { RedisFault } from "./fault-schedule";
import { pause } from "./pace";

/** What has happened to the Redis so far. */
export interface RedisFaults {
  readonly play: (fault: RedisFault) => Promise<void>;
  /** Waits until it is there. */
  readonly whenThere: () => Promise<void>;
}

/**
 * Kills a Redis and starts it again, one time after the other; without one, does nothing.
 *
 * @param signal starts it again at once
 */
export function createRedisFaults(redis: RedisServer | undefined, signal: AbortSignal): RedisFaults {
  let outage = Promise.resolve();

  async function beDown(downMs: number): Promise<void> {
    await redis?.kill();
    await pause(downMs, signal);
    await redis?.startAgain();
  }

  return {
    play: ({ downMs }) => (outage = redis === undefined ? outage : beDown(downMs)),
    whenThere: () => outage,
  };
}
