import type { Queue, Worker } from "bullmq";
import type { Redis } from "ioredis";
import type { RedisLibraries } from "../redis-connection";
import { readHeader, readStoredEntry } from "../stored-entry";
import type { MessageBook } from "./message-book";
import { liningOf } from "./queued-message";
import type { QueuedData, QueuedMessage } from "./queued-message";
import { readMessage, workOff } from "./work-off";
import type { WorkOff } from "./work-off";

/** How long things take that Redis counts, milliseconds. */
export interface QueueTiming {
  /** How long a message stays with a process of which nothing is heard. */
  readonly lockMs: number;
  /** How often somebody looks for messages of processes that are gone. */
  readonly stalledMs: number;
  /** How long a message that is behind another waits, should whoever is ahead die before they call it up. */
  readonly behindMs: number;
}

/** What the worker is told. */
export interface QueueWorkerOptions {
  readonly libraries: RedisLibraries;
  readonly redis: Redis;
  readonly queue: Queue<QueuedData, undefined>;
  readonly prefix: string;
  readonly book: MessageBook;
  readonly work: WorkOff;
  /** How many messages may be on their way at a time, most of them waiting for a limit. */
  readonly concurrency: number;
  readonly timing: QueueTiming;
}

/** A line of thousands must not wake up at once, again and again. */
const longestBehindMs = 120_000;
/** What a later version wrote is for those who can read it. */
const newerMs = 60_000;

/** Takes messages from the queue, each when it is first in all its lines. Begins with `run`. */
export function createQueueWorker(options: QueueWorkerOptions): Worker<QueuedData, undefined> {
  const { libraries, redis, queue, prefix, book, work, concurrency, timing } = options;
  const { Worker: MessageWorker, DelayedError, UnrecoverableError, WaitingError } = libraries.bullmq;

  async function putOff(job: QueuedMessage, token: string, delayMs: number): Promise<never> {
    await job.moveToDelayed(Date.now() + delayMs, token);
    throw new DelayedError();
  }

  async function putBehind(job: QueuedMessage, token: string): Promise<never> {
    const delayMs = Math.min(timing.behindMs * 2 ** Math.min(job.attemptsStarted - 1, 10), longestBehindMs);
    await job.moveToDelayed(Date.now() + delayMs, token);
    // Whoever was ahead may have left in between and found nobody to call.
    work.promote(await book.firsts(job.id ?? ""));
    throw new DelayedError();
  }

  async function process(job: QueuedMessage, token: string): Promise<undefined> {
    const id = job.id ?? "";
    const { text, taker } = job.data;
    const header = readHeader(text);
    if (typeof header === "object" && "newer" in header) return putOff(job, token, newerMs);
    const stored = readStoredEntry(text);
    if (header === "damaged" || stored === undefined) {
      work.promote(await book.withdraw(id));
      throw new UnrecoverableError("damaged");
    }
    const turn = await book.turn(liningOf(id, taker, header));
    if (turn.may === "parked") throw new UnrecoverableError("set aside");
    if (turn.may === "ended") return undefined;
    // We know best what we have in hand.
    if (turn.may === "elsewhere" && (!turn.isOurs || work.underWay.has(id))) return putOff(job, token, timing.lockMs);
    const read = readMessage(stored, header, turn.state, work.repeatUnknown);
    // One that is too old goes nowhere, wherever it stands.
    if (turn.may === "behind" && work.time.now() < read.acceptedAt + work.delivery.maxAgeMs) {
      return putBehind(job, token);
    }
    const how = await workOff(work, job, token, read);
    if (how === "aside") throw new UnrecoverableError("set aside");
    // It comes back by itself when its lock is over.
    if (how === "not-ours") throw new DelayedError();
    if (how === "put-back") {
      await job.moveToWait(token);
      throw new WaitingError();
    }
    return undefined;
  }

  async function processSafely(job: QueuedMessage, token = ""): Promise<undefined> {
    try {
      await process(job, token);
      return;
    } catch (error) {
      const isMeant = [DelayedError, WaitingError, UnrecoverableError].some((kind) => error instanceof kind);
      // Whatever it is, the message is not to blame: it comes back by itself when its lock is over.
      throw isMeant ? error : new DelayedError();
    }
  }

  const worker = new MessageWorker<QueuedData, undefined>(queue.name, processSafely, {
    connection: redis,
    prefix,
    concurrency,
    autorun: false,
    lockDuration: timing.lockMs,
    stalledInterval: timing.stalledMs,
    // However often a worker dies, the message is not to blame.
    maxStalledCount: Number.MAX_SAFE_INTEGER,
    runRetryDelay: 1_000,
    // A Redis that is killed may forget to call us: we look by ourselves after so many seconds.
    drainDelay: 2,
    skipVersionCheck: true,
  });
  // It goes on by itself. What it says may hold what was sent.
  worker.on("error", () => undefined);
  return worker;
}
