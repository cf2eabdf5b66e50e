import type { Queue } from "bullmq";
import type { RedisLibraries } from "../redis-connection";
import type { QueuedData } from "./queued-message";

/** Calls messages that wait behind others, and follows what is being done, so that it can end before all is closed. */
export interface Promotion {
  /** Brings those to the front of the queue that wait behind others. */
  readonly promote: (ids: readonly string[]) => void;
  readonly track: <T>(work: Promise<T>) => Promise<T>;
  /** All that is being done has ended. Never rejects. */
  readonly ended: () => Promise<void>;
}

export function createPromotion({ bullmq }: RedisLibraries, queue: Queue<QueuedData, undefined>): Promotion {
  const underWay = new Set<Promise<unknown>>();

  function track<T>(work: Promise<T>): Promise<T> {
    const tracked = work.finally(() => underWay.delete(tracked));
    underWay.add(tracked);
    return tracked;
  }

  return {
    promote(ids) {
      for (const id of ids) {
        const job = new bullmq.Job<QueuedData, undefined>(queue, "message", { text: "", taker: "" }, {}, id);
        // It may have been called already.
        track(job.promote()).catch(() => undefined);
      }
    },
    track,
    async ended() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}
