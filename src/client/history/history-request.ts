import type { JsonObject, MessageType } from "../message";

/** A kind of conversation, in the words of history records. */
export type HistoryChatType = "chat" | "groupchat" | "chatroom";

/** Which messages are wanted; what is left out excludes nothing. */
export interface HistoryFilter {
  readonly chatTypes?: readonly HistoryChatType[];
  readonly messageTypes?: readonly MessageType[];
  /** The id of the user who sent it. */
  readonly sender?: string;
  /** The id of the user, group or room that it was sent to. */
  readonly receiver?: string;
}

/** A range of history, checked. */
export interface HistoryRequest {
  /** By the service's clock, `yyyyMMddHH`, in the order in which they are read. */
  readonly hours: readonly string[];
  readonly filter: HistoryFilter;
}

/** Where the messages go. What its functions reject with ends the reading, as it is. */
export type HistorySink = RecordSink | LineSink;

/** Takes messages as objects. */
export interface RecordSink {
  readonly form: "records";
  /** Takes some messages, at least one; the next come when its promise has settled. */
  take(records: readonly JsonObject[]): Promise<void> | void;
}

/** Takes messages as the bytes that the service wrote, hour by hour. */
export interface LineSink {
  readonly form: "lines";
  /** Takes whole lines of an hour, each with its newline, in pieces; the next come when its promise has settled. */
  take(hour: string, pieces: readonly Uint8Array[]): Promise<void>;
  /** Ends an hour of which lines were taken. */
  endHour(hour: string, messages: number, bytes: number): Promise<void>;
  /** Forgets what was taken of an hour that failed. */
  dropHour(hour: string): Promise<void>;
}
