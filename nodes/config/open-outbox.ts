import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { isChatError } from "../../src/client/chat-error";
import type { Clock } from "../../src/client/clock";
import { createJournaledOutbox } from "../../src/delivery/outbox/journaled-outbox";
import { createKeptFiles } from "../../src/delivery/outbox/kept-files";
import { createMemoryOutbox } from "../../src/delivery/outbox/memory-outbox";
import { openJournal } from "../../src/delivery/outbox/open-journal";
import type { Outbox, OutboxOptions } from "../../src/delivery/outbox/outbox";
import { outboxTrouble } from "../../src/delivery/outbox/outbox-trouble";
import { openRedisConnection } from "../../src/delivery/outbox/redis-connection";
import type { RedisConnection } from "../../src/delivery/outbox/redis-connection";
import { createRedisOutbox } from "../../src/delivery/outbox/redis-outbox";
import type { OutboxChoice } from "./outbox-settings";

/** What opening an outbox takes besides what every outbox is made of. */
export interface OutboxSurroundings {
  readonly clock: Clock;
  /** Which config node it is. */
  readonly nodeId: string;
  /** Where a disk outbox keeps its messages; made where it is not there yet. */
  readonly folder: string;
  /** The app's name among all that share a Redis: host and app key. */
  readonly app: string;
  /** Hears of the connection of an outbox in Redis, once both are open; closes it when the outbox is closed. */
  readonly onRedis: (connection: RedisConnection) => void;
}

/** Names this process among all that share a Redis, over redeploys. */
const processName = randomUUID();

/**
 * Opens the outbox that was chosen.
 *
 * @param signal ends the opening
 * @returns a promise only where opening takes time; it rejects with `CHAT_NOT_CONFIGURED` where the outbox cannot be used
 */
export function openOutbox(
  choice: OutboxChoice,
  options: OutboxOptions,
  surroundings: OutboxSurroundings,
  signal: AbortSignal,
): Outbox | Promise<Outbox> {
  switch (choice.kind) {
    case "memory":
      return createMemoryOutbox(options, surroundings.clock);
    case "disk":
      return openOnDisk(options, surroundings);
    case "redis":
      return openInRedis(choice.url, options, surroundings, signal);
  }
}

async function openOnDisk(options: OutboxOptions, { folder, clock }: OutboxSurroundings): Promise<Outbox> {
  const journal = await openJournal(folder);
  try {
    return await createJournaledOutbox(journal, createKeptFiles(join(folder, "files")), options, clock);
  } catch (error) {
    await journal.close().catch(() => undefined);
    throw isChatError(error)
      ? error
      : outboxTrouble("outbox", "outbox-unreadable", { found: folder, reason: codeOf(error) });
  }
}

async function openInRedis(
  url: string,
  options: OutboxOptions,
  { app, nodeId, clock, onRedis }: OutboxSurroundings,
  signal: AbortSignal,
): Promise<Outbox> {
  const connection = await openRedisConnection(url, { clock, signal });
  try {
    // Two config nodes may be of one app: each hears of its own messages only.
    const taker = `${processName} ${nodeId}`;
    const outbox = await createRedisOutbox(connection, app, options, clock, { taker });
    onRedis(connection);
    return outbox;
  } catch (error) {
    await connection.close();
    throw isChatError(error)
      ? error
      : outboxTrouble("redisUrl", "redis-unreachable", { host: connection.host, reason: codeOf(error) });
  }
}

/** The system's own word; a sentence may hold what was sent. */
function codeOf(error: unknown): string {
  const { code } = error as { readonly code?: unknown };
  return typeof code === "string" ? code : "–";
}
