import type { CallContext } from "../../src/client/call";
import type { ChatError } from "../../src/client/chat-error";
import type { Dialect } from "../../src/client/dialects/dialect";
import type { Conversation } from "../../src/client/conversation/delete-conversation";
import type { ChatFile } from "../../src/client/files/chat-file";
import type { ReceiveFile } from "../../src/client/files/download-file";
import type { LocalFile } from "../../src/client/files/local-file";
import type { UploadOptions } from "../../src/client/files/upload-file";
import type { HistoryRequest, HistorySink } from "../../src/client/history/history-request";
import type { HistorySummary } from "../../src/client/history/history-summary";
import type { UploadedFile } from "../../src/client/parsing/uploaded-file";
import type { ImportedRecord, ImportRecord } from "../../src/client/import/import-record";
import type { Recall, RecallResult } from "../../src/client/recall/recall";
import type { Receipt } from "../../src/client/sending/receipt";
import type { Census, Decision, OutboxEntry, ParkedMessage, Returned } from "../../src/delivery/outbox/outbox";

/**
 * What the config node offers the nodes that use it: the service, with limits and retry around it. All of it rejects
 * with a `ChatError` only.
 */
export interface ChatApp {
  /** Decides some of the rules that a message is checked by. */
  readonly dialect: Dialect;
  /** Where the app's files lie, without a trailing slash: `https://{host}/{org}/{app}/chatfiles`. */
  readonly filesUrl: string;
  /** How far the clock by which the service names its hours of history is ahead of UTC. */
  readonly historyOffsetHours: number;
  /**
   * Sends a checked message, its files first.
   *
   * @returns its receipts; `undefined`: the outbox keeps it and goes on with it alone, and whoever is attached for its
   * node will hear
   */
  sendMessage(entry: OutboxEntry, context: CallContext): Promise<readonly Receipt[] | undefined>;
  uploadFile(file: LocalFile, options: UploadOptions, context: CallContext): Promise<UploadedFile>;
  downloadFile(file: ChatFile, receive: ReceiveFile, context: CallContext): Promise<void>;
  readHistory(request: HistoryRequest, sink: HistorySink, context: CallContext): Promise<HistorySummary>;
  /** @returns one result a message, in the order given */
  recallMessages(recalls: readonly Recall[], context: CallContext): Promise<readonly RecallResult[]>;
  /** @returns one result a record, in the order given */
  importRecords(records: readonly ImportRecord[], context: CallContext): Promise<readonly ImportedRecord[]>;
  deleteConversation(conversation: Conversation, context: CallContext): Promise<void>;
  /** What waits to be sent, and what waits for somebody's decision. */
  readonly outbox: AppOutbox;
  /** How long it is until the next that waits may go, milliseconds; `undefined` where nobody waits for a limit. */
  limitedForMs(): number | undefined;
  /** Begins with what an earlier process left; called once, when all nodes are there. */
  start(): void;
  /** Ends connections and waits; what the outbox keeps is safe when it resolves. Never rejects. */
  close(): Promise<void>;
}

/** The outbox as nodes and the editor see it. */
export interface AppOutbox {
  /** Hears of messages of a node that ended when nobody waited for them. @returns a function that takes it back */
  attach(nodeId: string, onReturned: (returned: Returned) => void): () => void;
  /** Hears whenever the census has changed. @returns a function that takes it back */
  watch(onChanged: () => void): () => void;
  /** Why it cannot be used; `undefined` while it can, or is still being opened. */
  trouble(): ChatError | undefined;
  /** All three reject with a `ChatError` where it cannot be used. */
  census(): Promise<Census>;
  parked(limit: number): Promise<readonly ParkedMessage[]>;
  decide(ids: readonly string[] | "all", decision: Decision): Promise<number>;
}

/** How the config node carries it: an app that works, or what keeps it from working. */
export type ChatAppHolder = { readonly chatApp: ChatApp } | { readonly chatAppProblem: ChatError };
