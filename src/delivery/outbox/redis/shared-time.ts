import type { Redis } from "ioredis";
import type { Clock } from "../../../client/clock";

/** The time that all machines agree on: that of their Redis. */
export interface SharedTime {
  /** Milliseconds since 1970. */
  now(): number;
  /** Looks at Redis' clock again; where Redis is away, the last look holds. */
  look(): Promise<void>;
}

/** @param clock counts on from each look */
export function createSharedTime(redis: Redis, clock: Clock): SharedTime {
  let aheadMs = 0;
  return {
    now: () => clock.now() + aheadMs,
    async look() {
      const before = clock.now();
      const answer = await redis.time().catch(() => undefined);
      if (answer === undefined) return;
      const [seconds = 0, micros = 0] = answer.map(Number);
      // As if it had been read half-way between asking and hearing.
      aheadMs = Math.round(seconds * 1_000 + micros / 1_000 - (before + clock.now()) / 2);
    },
  };
}
