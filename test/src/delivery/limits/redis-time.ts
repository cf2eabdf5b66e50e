/** Time for lanes in a real Redis, so that what they do does not hang on how busy the machine is. */
import type { Redis } from "ioredis";
import type { Clock } from "../../../../src/client/clock";
import { laneScript } from "../../../../src/delivery/limits/lane-script";
import { createFakeClock } from "../../../support/fake-clock";

/** A time that passes by itself, each millisecond when all before it is done: what Redis was asked, too. */
export interface RedisTime {
  readonly clock: Clock;
  /** The same Redis for lanes: it takes the time from this clock, and lets no key expire by its own. */
  readonly timed: (redis: Redis) => Redis;
  /** Time stands still until this has ended. */
  readonly still: <T>(work: Promise<T>) => Promise<T>;
  readonly stop: () => void;
}

/** Begins at once; to be stopped. */
export function startRedisTime(): RedisTime {
  const clock = createFakeClock();
  const working = new Set<Promise<unknown>>();
  let isStopped = false;

  function still<T>(work: Promise<T>): Promise<T> {
    working.add(work);
    const end = (): void => void working.delete(work);
    work.then(end, end);
    return work;
  }

  async function run(): Promise<void> {
    while (!isStopped) {
      await new Promise((resolve) => setImmediate(resolve));
      if (working.size === 0) await clock.advance(1);
      else await Promise.allSettled(working);
    }
  }

  void run();
  return {
    clock,
    still,
    timed(redis) {
      const run = (keys: number, ...all: (string | number)[]): Promise<unknown> =>
        still(redis.eval(scriptAt(clock.now()), keys, ...all));
      const timed = {
        on: redis.on.bind(redis),
        off: redis.off.bind(redis),
        evalsha: (_sha: string, keys: number, ...all: (string | number)[]) => run(keys, ...all),
      };
      return timed as unknown as Redis;
    },
    stop() {
      isStopped = true;
    },
  };
}

/** The script as it is, but for where it has the time from. */
function scriptAt(nowMs: number): string {
  const seconds = Math.floor(nowMs / 1_000);
  const time = `local time = { ${seconds}, ${(nowMs - seconds * 1_000) * 1_000} }`;
  const script = laneScript
    .replace("local time = redis.call('TIME')", time)
    .replaceAll(/^redis\.call\('PEXPIRE'.*$/gm, "");
  if (!script.includes(time) || /'TIME'|EXPIRE/.test(script)) throw new Error("the script asks Redis for the time");
  return script;
}
