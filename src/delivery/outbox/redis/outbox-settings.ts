import { randomUUID } from "node:crypto";
import { systemClock } from "../../../client/clock";
import type { Clock } from "../../../client/clock";
import type { QueueTiming } from "./queue-worker";
import type { SharedTime } from "./shared-time";

/** What may be set of an outbox in Redis; everything has a default. */
export interface RedisOutboxSettings {
  /**
   * Names this process as the one that takes messages in. The same over redeploys, so that it still hears of what it took
   * in before; never that of another process that is alive. Default: a new one each time.
   */
  readonly taker: string;
  /** How many messages may be on their way here at a time, most of them waiting for a limit. Default: 400. */
  readonly concurrency: number;
  /** Default: locks of ten seconds, looked after every five; fifteen behind others. */
  readonly timing: QueueTiming;
  /** How long a Redis that is away is waited for when a message is taken in, milliseconds. Default: five seconds. */
  readonly patienceMs: number;
  /** How long a process of which nothing is heard is taken to be alive, milliseconds. Default: nine seconds. */
  readonly aliveMs: number;
  /** What deadlines and beats are told by: Redis counts real time. Default: the machine's clock. */
  readonly redisClock: Clock;
  /** What ages are told by. Default: the clock of Redis, which all machines share. */
  readonly time: SharedTime | undefined;
}

/** Fills in what is not set. */
export function completeSettings(settings: Partial<RedisOutboxSettings>): RedisOutboxSettings {
  return {
    taker: randomUUID(),
    concurrency: 400,
    timing: { lockMs: 10_000, stalledMs: 5_000, behindMs: 15_000 },
    patienceMs: 5_000,
    aliveMs: 9_000,
    redisClock: systemClock,
    time: undefined,
    ...settings,
  };
}
