import type { Queue } from "bullmq";
import type { Redis } from "ioredis";
import type { Clock } from "../../../client/clock";
import { readState, sentAgain, stateText } from "../entry-state";
import type { Census, Decision, ParkedMessage } from "../outbox";
import { parkedMessage } from "../set-aside";
import type { SetAside } from "../set-aside";
import { readStoredEntry } from "../stored-entry";
import type { MessageBook } from "./message-book";
import { liningOf } from "./queued-message";
import type { QueuedData, QueuedMessage } from "./queued-message";
import type { SharedTime } from "./shared-time";

/** Messages that were set aside: BullMQ's failed jobs, and what the book says of them. Seen by all machines. */
export interface ParkedMessages {
  census(): Promise<Census>;
  parked(limit: number): Promise<readonly ParkedMessage[]>;
  decide(ids: readonly string[] | "all", decision: Decision): Promise<number>;
  /** Brings those back into the queue that somebody decided to send and whose process died over it. */
  resume(): Promise<void>;
}

/** What it is told. */
export interface ParkedOptions {
  readonly redis: Redis;
  readonly base: string;
  readonly queue: Queue<QueuedData, undefined>;
  readonly book: MessageBook;
  readonly time: SharedTime;
  readonly clock: Clock;
}

/** A decision takes no longer, milliseconds. */
const decidedAfterMs = 5_000;
/** How often, and how long apart, milliseconds, it is looked whether BullMQ has put away a job that just failed. */
const tries = 40;
const pauseMs = 25;

export function createParkedMessages({ redis, base, queue, book, time, clock }: ParkedOptions): ParkedMessages {
  const keys = [`${base}own:uncertain`, `${base}own:failed`] as const;

  async function idsOf(limit: number): Promise<readonly string[]> {
    const last = Number.isFinite(limit) ? limit - 1 : -1;
    const lists = await Promise.all(keys.map((key) => redis.zrange(key, 0, last, "WITHSCORES")));
    return lists
      .flatMap((list) => list.flatMap((id, place) => (place % 2 === 0 ? [{ id, at: Number(list[place + 1]) }] : [])))
      .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
      .slice(0, limit)
      .map(({ id }) => id);
  }

  async function asideOf(id: string): Promise<SetAside | undefined> {
    const text = await redis.hget(`${base}own:message:${id}`, "state");
    return text === null ? undefined : readState(text)?.aside;
  }

  async function shown(id: string): Promise<readonly ParkedMessage[]> {
    const [job, text] = await Promise.all([queue.getJob(id), redis.hget(`${base}own:message:${id}`, "state")]);
    const stored = job && readStoredEntry(job.data.text);
    const state = text === null ? undefined : readState(text);
    if (stored === undefined || state?.aside === undefined) return [];
    return [parkedMessage(id, state.aside, state.acceptedAt ?? 0, stored.message)];
  }

  async function decideOne(id: string, decision: Decision): Promise<boolean> {
    const job = await queue.getJob(id);
    if (job === undefined || decision === "drop") {
      if (job !== undefined) await insist(() => job.remove());
      return book.drop(id);
    }
    const aside = await asideOf(id);
    const stored = readStoredEntry(job.data.text);
    if (aside === undefined || stored === undefined) return false;
    const lining = liningOf(id, job.data.taker, stored.message);
    if (!(await book.retake(lining, stateText(sentAgain(aside, time.now())), time.now()))) return false;
    await retry(job);
    return true;
  }

  /** Where it does not work, {@link ParkedMessages.resume} does it later. */
  function retry(job: QueuedMessage): Promise<void> {
    return insist(() => job.retry("failed")).catch(() => undefined);
  }

  /** A message is told to have failed before BullMQ has put its job away. */
  async function insist(attempt: () => Promise<void>): Promise<void> {
    for (let left = tries; ; left -= 1) {
      try {
        await attempt();
        return;
      } catch (error) {
        if (left === 0) throw error;
        await new Promise<void>((resolve) => clock.after(pauseMs, resolve));
      }
    }
  }

  return {
    async census() {
      const [waiting, uncertain, failed] = await Promise.all([
        redis.zcard(`${base}own:waiting`),
        redis.zcard(keys[0]),
        redis.zcard(keys[1]),
      ]);
      return { waiting, uncertain, failed };
    },
    async parked(limit) {
      return (await Promise.all((await idsOf(limit)).map(shown))).flat();
    },
    async decide(ids, decision) {
      let decided = 0;
      // One after the other: the oldest of a conversation is to go first.
      for (const id of ids === "all" ? await idsOf(Infinity) : ids) {
        if (await decideOne(id, decision)) decided += 1;
      }
      return decided;
    },
    async resume() {
      const ids = await redis.zrangebyscore(`${base}own:again`, 0, time.now() - decidedAfterMs);
      for (const id of ids) {
        const job = await queue.getJob(id);
        if (job === undefined) await redis.zrem(`${base}own:again`, id);
        else await job.retry("failed").catch(() => undefined);
      }
    },
  };
}
