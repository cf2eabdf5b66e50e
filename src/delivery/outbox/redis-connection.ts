import type * as Bullmq from "bullmq";
import type * as Ioredis from "ioredis";
import type { Redis, RedisOptions } from "ioredis";
import { ChatError } from "../../client/chat-error";
import type { Clock } from "../../client/clock";
import { onAbort } from "../../client/on-abort";
import { outboxTrouble } from "./outbox-trouble";
import { createRedisFamily } from "./redis/redis-family";
import { parseRedisUrl } from "./redis-address";
import type { RedisAddress } from "./redis-address";
import { findRedisWarnings } from "./redis-warnings";
import type { RedisWarning } from "./redis-warnings";

/** What of the two libraries we use; both are loaded only where an app uses Redis. */
export interface RedisLibraries {
  readonly ioredis: typeof Ioredis;
  readonly bullmq: typeof Bullmq;
}

/** A connection to the Redis that the machines of an app share. Once open it comes back by itself, for ever. */
export interface RedisConnection {
  readonly libraries: RedisLibraries;
  /**
   * For commands that answer at once. While Redis is away they fail at once, and one that has no answer within ten
   * seconds fails, too. Its errors may hold the password (in `command`): they are to be logged nowhere.
   */
  readonly redis: Redis;
  /** A connection of its own, for what blocks or subscribes: commands wait while Redis is away. Closed with this one. */
  duplicate(): Redis;
  /** Host and port, without user and password: for messages to people. */
  readonly host: string;
  /** What its settings mean for what is kept in it, as found when it was opened. */
  readonly warnings: readonly RedisWarning[];
  /** Ends it, all its duplicates and theirs at once and for good; what has no answer yet fails. */
  close(): Promise<void>;
}

/** What opening is told. */
export interface OpenRedisOptions {
  readonly clock: Clock;
  /** Ends the opening: `CHAT_STOPPED`. What has been opened is ended by `close`. */
  readonly signal: AbortSignal;
  /** How long opening may take, milliseconds. Default: ten seconds. */
  readonly timeoutMs?: number;
  /** Loads the libraries. Default: from where the palette is installed. */
  readonly load?: () => Promise<RedisLibraries>;
}

/**
 * Connects to a Redis.
 *
 * @param url `redis://user:password@host:port/db` or `rediss:`; appears in no error
 * @throws `CHAT_NOT_CONFIGURED` with path `redisUrl` and problem `redis-bad-url`, `redis-not-installed`, `redis-refused` or
 * `redis-unreachable`; `CHAT_STOPPED`
 */
export async function openRedisConnection(url: string, options: OpenRedisOptions): Promise<RedisConnection> {
  const address = parseRedisUrl(url);
  const libraries = await (options.load ?? loadLibraries)().catch(() => {
    throw outboxTrouble("redisUrl", "redis-not-installed", { packages: "bullmq ioredis" });
  });
  const settings = settingsFor(address);
  let wasReady = false;
  const family = createRedisFamily(libraries.ioredis);
  const redis = family.open({
    ...settings,
    ...failsFast,
    // One try to open it; once it is open it is tried for ever.
    retryStrategy: (times) => (wasReady ? settings.retryStrategy(times) : null),
  });
  redis.once("ready", () => (wasReady = true));
  let warnings: readonly RedisWarning[];
  try {
    warnings = await firstContact(redis, address, options);
  } catch (error) {
    await family.end();
    throw error;
  }
  return {
    libraries,
    redis,
    duplicate: () => family.open({ ...settings, lazyConnect: false }),
    host: address.shown,
    warnings,
    close: () => family.end(),
  };
}

async function loadLibraries(): Promise<RedisLibraries> {
  const [ioredis, bullmq] = await Promise.all([import("ioredis"), import("bullmq")]);
  return { ioredis, bullmq };
}

/** While Redis is away nobody is kept waiting for it. */
const failsFast = {
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  commandTimeout: 10_000,
} satisfies RedisOptions;

function settingsFor({ host, port, username, password, db, secure }: RedisAddress) {
  return {
    host,
    port,
    // Whatever the name stands for: ioredis takes IPv4 only where it is not told.
    family: 0,
    db,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(secure ? { tls: { servername: host } } : {}),
    lazyConnect: true,
    keepAlive: 10_000,
    disconnectTimeout: 500,
    // What blocks waits for as long as it takes; BullMQ insists on it.
    maxRetriesPerRequest: null,
    retryStrategy: (times: number) => Math.min(50 * 2 ** Math.min(times, 10), 1_000),
    // After a fail-over the old one only reads; the name stands for the new one by then.
    reconnectOnError: (error: Error) => error.message.startsWith("READONLY"),
  } satisfies RedisOptions;
}

/** Waits until it answers and lets us do what we need; says why where it does not. */
async function firstContact(
  redis: Redis,
  address: RedisAddress,
  { clock, signal, timeoutMs = 10_000 }: OpenRedisOptions,
): Promise<readonly RedisWarning[]> {
  let seen: unknown;
  redis.on("error", (error: unknown) => (seen = error));
  let leave = (): void => undefined;
  const ended = new Promise<never>((_resolve, reject) => {
    const cancel = clock.after(timeoutMs, () => reject(troubleOf({ code: "ETIMEDOUT" }, address)));
    const forget = onAbort(signal, () =>
      reject(new ChatError("CHAT_STOPPED", { operation: "send-message", outcome: "not-sent" })),
    );
    leave = () => {
      cancel();
      forget();
    };
  });
  const contact = async (): Promise<readonly RedisWarning[]> => {
    try {
      await redis.connect();
      // The database could not be chosen: ioredis would go on with number 0.
      if (/DB index/.test(messageOf(seen))) throw seen;
      await redis.eval("return 1", 0);
    } catch (error) {
      throw troubleOf(seen ?? error, address);
    }
    return findRedisWarnings(redis);
  };
  try {
    return await Promise.race([contact(), ended]);
  } finally {
    leave();
  }
}

/** Says what Redis or the network said in one word; their sentences may hold what was sent. */
function troubleOf(error: unknown, { shown: host }: RedisAddress): ChatError {
  const message = messageOf(error);
  if (/DB index/.test(message)) return outboxTrouble("redisUrl", "redis-bad-url");
  const [refusal] = /\b(NOAUTH|WRONGPASS|NOPERM)\b/.exec(message) ?? [];
  if (refusal !== undefined) return outboxTrouble("redisUrl", "redis-refused", { host, reason: refusal });
  // Before version 6 it said so in words.
  if (/invalid password/i.test(message)) {
    return outboxTrouble("redisUrl", "redis-refused", { host, reason: "WRONGPASS" });
  }
  const { code } = (typeof error === "object" && error !== null ? error : {}) as { readonly code?: unknown };
  const [word] = /^[A-Z]{3,}\b/.exec(message) ?? [];
  const reason = typeof code === "string" ? code : (word ?? "EPROTO");
  return outboxTrouble("redisUrl", "redis-unreachable", { host, reason });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "";
}
