import { createHash } from "node:crypto";
import type { Redis } from "ioredis";
import type { LaneLimit } from "./lane";
import { laneScript } from "./lane-script";

/** What a process says about its part in a shared lane: all it holds, not what has changed. */
export interface LaneStatement {
  readonly lane: LaneLimit;
  /** All that it holds: in use, and leased but not used yet. */
  readonly held: number;
  /** What has ended since it last said so, and how long ago that was, less the credit; milliseconds. */
  readonly ended: readonly { readonly weight: number; readonly agoMs: number }[];
  /** The least that is of use to it; 0: it wants nothing. */
  readonly need: number;
  /** What it would like to lease. */
  readonly wish: number;
  /** {@link LaneAnswer.since} of the count that it remembers to have a part in; `undefined`: it has none in it. */
  readonly since: string | undefined;
}

/** What Redis says to it. */
export interface LaneAnswer {
  /** Leased on top of what it holds: at least what it needs, or nothing. */
  readonly granted: number;
  /** When there will be as much again as it needs, milliseconds from now; `undefined`: that depends on what others do. */
  readonly roomInMs: number | undefined;
  /** When to ask for more, milliseconds from now; 0: at any time. */
  readonly askInMs: number;
  /** Names this count; another name: Redis has lost the one before. */
  readonly since: string;
}

/** How much later than it was told to a process may ask and still find its place among those who wait. */
const patienceMs = 250;

const sha = createHash("sha1").update(laneScript).digest("hex");

/** One exchange with Redis. */
export type LaneExchange = (statement: LaneStatement) => Promise<LaneAnswer>;

/**
 * @param prefix of the keys
 * @param processId names this part in all lanes; letters, digits, `-` and `_`
 * @param leaseMs how long what a process holds counts after its last sign of life, beyond the window
 */
export function laneExchange(redis: Redis, prefix: string, processId: string, leaseMs: number): LaneExchange {
  let lastNumber = 0;
  return async ({ lane: { name, limit, windowMs }, held, ended, need, wish, since }) => {
    const keys = [`${prefix}:lane:${name}`, `${prefix}:lane:${name}:ended`];
    lastNumber += 1;
    const setting = [processId, lastNumber, limit, windowMs, windowMs + leaseMs, patienceMs];
    const parts = ended.flatMap(({ weight, agoMs }) => [weight, agoMs]);
    const all = [...keys, ...setting, held, need, wish, since ?? "", ...parts];
    const answer = await redis.evalsha(sha, keys.length, ...all).catch((error: unknown) => {
      if (error instanceof Error && error.message.startsWith("NOSCRIPT"))
        return redis.eval(laneScript, keys.length, ...all);
      throw error;
    });
    const [granted, roomIn, askIn, count] = answer as readonly [string, string, string, string];
    const roomInMs = Number(roomIn);
    return {
      granted: Number(granted),
      roomInMs: roomInMs < 0 ? undefined : roomInMs,
      askInMs: Number(askIn),
      since: count,
    };
  };
}
