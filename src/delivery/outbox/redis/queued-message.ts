import type { Job } from "bullmq";
import { conversationsOf } from "../conversation-order";
import type { EntryHeader } from "../stored-entry";
import type { Lining } from "./message-book";

/** What a job carries. */
export interface QueuedData {
  /** The message, as `entryText` wrote it. */
  readonly text: string;
  /** Who took it in, and is to be told. */
  readonly taker: string;
}

/** A message in the queue. */
export type QueuedMessage = Job<QueuedData, undefined>;

/** What it lines up with. */
export function liningOf(id: string, taker: string, { chatType, to }: Pick<EntryHeader, "chatType" | "to">): Lining {
  return { id, taker, conversations: conversationsOf({ chatType, to }) };
}
