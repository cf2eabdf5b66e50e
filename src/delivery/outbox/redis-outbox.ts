import { randomUUID } from "node:crypto";
import type { Clock } from "../../client/clock";
import type { CallContext } from "../../client/call";
import { accountedFor } from "./account";
import { createDeadlines } from "./deadlines";
import type { Flight } from "./flight";
import type { Outbox, OutboxEntry, OutboxOptions } from "./outbox";
import type { RedisConnection } from "./redis-connection";
import { createAwaited } from "./redis/awaited";
import { closeWorker } from "./redis/close-worker";
import { createHeartbeat } from "./redis/heartbeat";
import { createInOrder } from "./redis/in-order";
import { createInbox } from "./redis/inbox";
import { createMessageBook } from "./redis/message-book";
import { createMessageIds } from "./redis/message-ids";
import { completeSettings } from "./redis/outbox-settings";
import type { RedisOutboxSettings } from "./redis/outbox-settings";
import { createParkedMessages } from "./redis/parked-messages";
import { createPromotion } from "./redis/promotion";
import { queueName } from "./redis/queue-name";
import { createQueueWorker } from "./redis/queue-worker";
import type { QueuedData } from "./redis/queued-message";
import { createRedisFiles } from "./redis/redis-files";
import { notToldError, unusableError } from "./redis/redis-trouble";
import { createSharedTime } from "./redis/shared-time";
import { createTakeIn } from "./redis/take-in";
import type { WorkOff } from "./redis/work-off";
import { entryText } from "./stored-entry";
import { unsentError } from "./unsent-error";
import { createWaitingCaller } from "./waiting-caller";

export type { RedisOutboxSettings } from "./redis/outbox-settings";

/** All our queues are below this. */
const prefix = "agora-chat";
/** Who lined up and has no job after that many times the patience never will have one. */
const deadAfterPatiences = 6;
const dayMs = 86_400_000;

/**
 * Opens an outbox that several machines share: a BullMQ queue, a job a message. Whichever machine is free delivers; the
 * one that took a message in is told how it ended, and another in its place where it is gone.
 *
 * @param connection stays open when the outbox is closed
 * @param name the app's: host and app key
 * @throws `CHAT_NOT_CONFIGURED` with path `redisUrl` where Redis refuses, or goes away meanwhile
 */
export async function createRedisOutbox(
  connection: RedisConnection,
  name: string,
  options: OutboxOptions,
  clock: Clock,
  settings: Partial<RedisOutboxSettings> = {},
): Promise<Outbox> {
  const { maxWaiting, maxAgeMs, graceMs, repeatUnknown, deliver, onChanged } = options;
  const { libraries, redis, host } = connection;
  const { concurrency, timing, patienceMs, aliveMs, redisClock, taker, ...others } = completeSettings(settings);
  const time = others.time ?? createSharedTime(redis, clock);
  const instance = randomUUID();
  const nextId = createMessageIds();
  const app = queueName(name);
  const base = `${prefix}:${app}:`;
  const patient = connection.duplicate();
  const deadAfterMs = deadAfterPatiences * patienceMs;
  const book = createMessageBook({ redis, patient, base, taker, instance, deadAfterMs });
  const queue = new libraries.bullmq.Queue<QueuedData, undefined>(app, {
    connection: redis,
    prefix,
    skipVersionCheck: true,
  });
  queue.on("error", () => undefined);
  const { promote, track, ended } = createPromotion(libraries, queue);
  const inOrder = createInOrder(redis, redisClock);
  const awaited = createAwaited(options.onReturned);
  const files = createRedisFiles(redis, base, maxAgeMs + dayMs);
  const underWay = new Map<string, Flight>();
  const parked = createParkedMessages({ redis, base, queue, book, time, clock: redisClock });
  // Whoever takes them from the queue then sees that they are too old.
  const deadlines = createDeadlines<string>(clock, (id) => promote([id]));
  let isClosed = false;
  let hasStarted = false;
  let seen = "";

  const work: WorkOff = {
    delivery: { deliver, maxAgeMs, files },
    ...{ book, time, clock, graceMs, repeatUnknown, taker, underWay, promote, redisClock },
    isClosing: () => isClosed,
    isAwaited: (id) => awaited.isAwaited(id),
    report: (id, progress) => awaited.report(id, progress),
    tell: (told) => {
      awaited.tell(told);
      onChanged();
    },
  };
  const worker = createQueueWorker({ libraries, redis: patient, queue, prefix, book, work, concurrency, timing });
  const blocking = connection.duplicate();
  const inbox = createInbox({ blocking, key: `${base}own:inbox:${taker}`, clock: redisClock, onEnding: work.tell });
  const takeIn = createTakeIn({
    ...{ book, queue, files, inOrder, taker, maxWaiting, patienceMs, host, promote },
    clock: redisClock,
    behindMs: timing.behindMs,
  });

  async function look(): Promise<void> {
    await time.look();
    await awaited.letGo((ids) => book.ended(ids));
    await parked.resume();
    promote(await book.sweep());
    const found = JSON.stringify(await parked.census());
    // Other machines change it as well.
    if (found !== seen) onChanged();
    seen = found;
  }
  const heartbeat = createHeartbeat({
    ...{ redis, base, taker, instance, book, aliveMs },
    clock: redisClock,
    mayAdopt: () => hasStarted,
    onBeat: look,
  });

  async function send(entry: OutboxEntry, context: CallContext): ReturnType<Outbox["send"]> {
    const { message } = entry.outgoing;
    if (isClosed || context.signal.aborted) throw unsentError("CHAT_STOPPED", message.to);
    const ageMs = context.acceptedAt === undefined ? 0 : clock.now() - context.acceptedAt;
    const expiresAt = clock.now() - ageMs + maxAgeMs;
    const id = nextId(time.now());
    // Whoever must leave hears of it later: what a node that is closed sends on reaches nobody.
    const caller = createWaitingCaller(context, clock, graceMs, () => false);
    const onBehind = (): void => {
      caller.report({ state: "queued" });
      deadlines.add(id, expiresAt);
    };
    try {
      const text = entryText(entry, time.now() - ageMs);
      awaited.add(id, caller);
      await track(takeIn(id, entry, text, onBehind));
      awaited.taken(id);
      onChanged();
      return await caller.ended;
    } catch (error) {
      throw accountedFor(error, message);
    } finally {
      awaited.remove(id);
      deadlines.remove(id, expiresAt);
      caller.tell({ receipts: undefined });
    }
  }

  async function asked<T>(answer: Promise<T>): Promise<T> {
    return answer.catch((error: unknown) => {
      throw notToldError(host, error);
    });
  }

  async function close(): Promise<void> {
    isClosed = true;
    inbox.close();
    for (const flight of underWay.values()) flight.stop();
    const cutOff = (): void => patient.disconnect();
    await closeWorker(worker, redis.status === "ready", redisClock, graceMs + patienceMs, cutOff);
    await heartbeat.close();
    inOrder.close();
    await ended();
    awaited.close();
    deadlines.close();
    await queue.close();
    patient.disconnect();
  }

  try {
    await Promise.all([time.look(), heartbeat.begin()]);
  } catch (error) {
    await close();
    throw unusableError(host, error);
  }
  return {
    send,
    start() {
      hasStarted = true;
      worker.run().catch(() => undefined);
      inbox.start();
    },
    census: () => asked(parked.census()),
    parked: (limit) => asked(parked.parked(limit)),
    decide: (ids, decision) => track(asked(parked.decide(ids, decision)).finally(onChanged)),
    close,
  };
}
