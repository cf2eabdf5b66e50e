import type { JobsOptions, Queue } from "bullmq";
import type { Clock } from "../../../client/clock";
import type { Message } from "../../../client/message";
import type { OutgoingMessage } from "../../sending/send-with-files";
import type { KeptFiles } from "../kept-files";
import type { OutboxEntry } from "../outbox";
import { unsentError } from "../unsent-error";
import type { InOrder } from "./in-order";
import type { MessageBook } from "./message-book";
import { liningOf } from "./queued-message";
import type { QueuedData } from "./queued-message";
import { NotTaken, notTakenError, perhapsTakenError } from "./redis-trouble";

/** What taking in takes. */
export interface TakeIn {
  readonly book: MessageBook;
  readonly queue: Queue<QueuedData, undefined>;
  readonly files: Pick<KeptFiles, "keep">;
  readonly inOrder: InOrder;
  /** What deadlines are told by. */
  readonly clock: Clock;
  readonly taker: string;
  readonly maxWaiting: number;
  /** How long a Redis that is away is waited for, milliseconds. */
  readonly patienceMs: number;
  /** How long a message behind others waits for whoever is ahead to call it, milliseconds. */
  readonly behindMs: number;
  /** Host and port, for messages to people. */
  readonly host: string;
  readonly promote: (ids: readonly string[]) => void;
}

/**
 * Takes messages in; they are Redis' when the promise resolves. Calls line up in the order in which they are made.
 *
 * @param onBehind called where it has to wait for others, as soon as that is known
 */
export type TakeInMessage = (id: string, entry: OutboxEntry, text: string, onBehind: () => void) => Promise<void>;

export function createTakeIn(options: TakeIn): TakeInMessage {
  const { book, queue, files, inOrder, clock, taker, maxWaiting, patienceMs, behindMs, host, promote } = options;

  /** Without a job it is nothing, wherever it stands, or comes to stand yet. */
  function withdraw(id: string): void {
    book.withdraw(id).then(promote, () => undefined);
  }

  async function lineUp(id: string, message: Message, deadlineMs: number): Promise<"first" | "behind"> {
    const lining = liningOf(id, taker, message);
    try {
      const place = await inOrder.ask(deadlineMs, () => book.lineUp(lining, maxWaiting));
      if (place === "full") throw unsentError("CHAT_OUTBOX_FULL", message.to);
      return place;
    } catch (error) {
      if (!(error instanceof NotTaken)) throw error;
      if (error.isDoubtful) withdraw(id);
      throw notTakenError(host, error.refusal, message.to);
    }
  }

  async function keepFiles(id: string, { file, thumbnail }: OutgoingMessage, deadlineMs: number): Promise<void> {
    if (file !== undefined) await inOrder.ask(deadlineMs, () => files.keep(id, "main", file));
    if (thumbnail !== undefined) await inOrder.ask(deadlineMs, () => files.keep(id, "thumbnail", thumbnail));
  }

  async function add(id: string, data: QueuedData, deadlineMs: number, options: JobsOptions): Promise<void> {
    const given = { ...options, jobId: id, removeOnComplete: true, stackTraceLimit: 0 };
    await inOrder.ask(deadlineMs, () => queue.add("message", data, given));
  }

  return async (id, { outgoing }, text, onBehind) => {
    const place = await lineUp(id, outgoing.message, clock.now() + patienceMs);
    if (place === "behind") onBehind();
    const deadlineMs = clock.now() + patienceMs;
    let isLast = false;
    try {
      await keepFiles(id, outgoing, deadlineMs);
      isLast = true;
      await add(id, { text, taker }, deadlineMs, place === "first" ? {} : { delay: behindMs });
    } catch (error) {
      const { to } = outgoing.message;
      if (isLast && error instanceof NotTaken && error.isDoubtful) throw perhapsTakenError(host, to);
      withdraw(id);
      throw error instanceof NotTaken ? notTakenError(host, error.refusal, to) : error;
    }
    // Whoever was ahead may have left before there was a job to call.
    if (place === "behind") promote(await book.firsts(id).catch(() => []));
  };
}
