import type { Redis } from "ioredis";
import type { Clock } from "../../../client/clock";
import type { MessageBook } from "./message-book";

/** Says all the time that a process is alive, and looks after what those leave that are not. */
export interface Heartbeat {
  /** The first beat. @throws what Redis says */
  begin(): Promise<void>;
  /** Whoever sends here is not alive any more. Whoever takes in is believed to come back for a while: a redeploy. */
  close(): Promise<void>;
}

/** What it is told. */
export interface HeartbeatOptions {
  /** Fails at once while Redis is away. */
  readonly redis: Redis;
  readonly base: string;
  readonly taker: string;
  readonly instance: string;
  readonly book: MessageBook;
  readonly clock: Clock;
  /** How long it is believed after each beat, milliseconds; it beats three times as often. */
  readonly aliveMs: number;
  /** Whether what we take over is told to anybody yet. */
  readonly mayAdopt: () => boolean;
  /** Called with each beat; what it rejects with is passed over. */
  readonly onBeat: () => Promise<void>;
}

/** For so many beats a process must seem dead before another is told in its place. */
const beatsUntilAdopted = 3;

export function createHeartbeat(options: HeartbeatOptions): Heartbeat {
  const { redis, base, taker, instance, book, clock, aliveMs, mayAdopt, onBeat } = options;
  const keyOf = (name: string): string => `${base}own:alive:${name}`;
  const deadFor = new Map<string, number>();
  let isClosed = false;
  let cancel = (): void => undefined;

  async function sayAlive(): Promise<void> {
    await Promise.all([
      redis.set(keyOf(taker), 1, "PX", aliveMs),
      redis.set(keyOf(instance), 1, "PX", aliveMs),
      redis.sadd(`${base}own:takers`, taker),
    ]);
  }

  /** After a restart of Redis nobody seems alive until all have found their way back. */
  async function adoptDead(): Promise<void> {
    const takers = await redis.smembers(`${base}own:takers`);
    const others = takers.filter((other) => other !== taker);
    const alive = others.length === 0 ? [] : await redis.mget(others.map(keyOf));
    for (const [index, other] of others.entries()) {
      const beats = alive[index] === null ? (deadFor.get(other) ?? 0) + 1 : 0;
      deadFor.set(other, beats);
      if (beats > beatsUntilAdopted) await book.adopt(other);
    }
  }

  async function beat(): Promise<void> {
    await sayAlive();
    if (mayAdopt()) await adoptDead();
    if (!isClosed) await onBeat();
  }

  function beatAndGoOn(): void {
    cancel();
    void beat()
      .catch(() => undefined)
      .then(() => {
        if (!isClosed) cancel = clock.after(aliveMs / 3, beatAndGoOn);
      });
  }

  return {
    async begin() {
      await sayAlive();
      redis.on("ready", beatAndGoOn);
      beatAndGoOn();
    },
    async close() {
      isClosed = true;
      redis.off("ready", beatAndGoOn);
      cancel();
      await redis.del(keyOf(instance)).catch(() => undefined);
    },
  };
}
