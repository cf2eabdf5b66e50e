import type { CallContext } from "../../client/call";
import type { ChatError } from "../../client/chat-error";
import type { ChatType, MessageType } from "../../client/message";
import type { Receipt } from "../../client/sending/receipt";
import type { OutgoingMessage } from "../sending/send-with-files";

/** What a node hands in: a checked message, and what is to go on in the flow when it has been delivered. */
export interface OutboxEntry {
  readonly outgoing: OutgoingMessage;
  /** The node that it goes on from. */
  readonly nodeId: string;
  /** The flow's message as it came in: plain data, Buffers, dates. */
  readonly flowMessage: Readonly<Record<string, unknown>>;
}

/** How a message ended. */
export type Ending = { readonly receipts: readonly Receipt[] } | { readonly error: ChatError };

/** A message that ended when nobody waited for it any more: after a restart, a redeploy, or a decision in the editor. */
export interface Returned {
  readonly nodeId: string;
  readonly flowMessage: Readonly<Record<string, unknown>>;
  readonly ending: Ending;
  /** Whether some may have got it twice, because it was on the wire when the process ended and was sent again. */
  readonly mayBeDouble: boolean;
}

/** How many messages there are, by what is to become of them. */
export interface Census {
  /** To be sent, or on the wire now. */
  readonly waiting: number;
  /** Nobody knows whether they arrived; somebody must decide. */
  readonly uncertain: number;
  /** Not sent in their time, or of no node any more; somebody must decide. */
  readonly failed: number;
}

/** A message about which somebody must decide, as the editor shows it. */
export interface ParkedMessage {
  readonly id: string;
  readonly state: "uncertain" | "failed";
  /** Why: the code of its error. */
  readonly code: string;
  /** When it was taken in, milliseconds since 1970. */
  readonly acceptedAt: number;
  readonly chatType: ChatType;
  /** Whom it is about: of an uncertain one, those who may have got it. */
  readonly to: readonly string[];
  readonly type: MessageType;
  /** The beginning of what it says; at most 80 characters, empty where it has no words. */
  readonly preview: string;
}

/** What to do with messages that were set aside. */
export type Decision = "send" | "drop";

/**
 * Keeps messages from the moment they are taken in until they have been delivered, and delivers them: those of one
 * conversation (chat type and recipient) one after the other in the order in which they came, others beside each other.
 * A message to several stands in the line of each of them.
 *
 * A message that ends as uncertain or expired is set aside for somebody to decide, besides its error.
 */
export interface Outbox {
  /**
   * Takes a message in and delivers it.
   *
   * @param context its signal ends the waiting. Where the outbox keeps, only who waits for it goes, at once; where it
   * forgets, the message ends with it (`CHAT_STOPPED`), but what is on the wire then is waited for, `graceMs` at most
   * @returns its receipts, in the order of `to`; `undefined`: the outbox goes on with it alone, and `onReturned` will hear
   * @throws what stopped it. `CHAT_OUTBOX_FULL` where it could not be taken in; `CHAT_INVALID_INPUT` with problem
   * `not-storable` where the flow's message holds what cannot be kept; both not sent
   */
  send(entry: OutboxEntry, context: CallContext): Promise<readonly Receipt[] | undefined>;
  /** Begins with what an earlier process left. Called once, when those who listen to `onReturned` are there. */
  start(): void;
  census(): Promise<Census>;
  /** @returns those set aside, the oldest first, at most so many */
  parked(limit: number): Promise<readonly ParkedMessage[]>;
  /** @returns about how many it was decided; ids that are not there any more are passed over */
  decide(ids: readonly string[] | "all", decision: Decision): Promise<number>;
  /** Ends: what waits stays where it is kept; what is on the wire gets `graceMs` to end, else it is uncertain later. */
  close(): Promise<void>;
}

/** How an outbox sends: limits, retry and files are behind it. */
export type Deliver = (outgoing: OutgoingMessage, context: CallContext) => Promise<readonly Receipt[]>;

/** What every outbox is made of. */
export interface OutboxOptions {
  readonly deliver: Deliver;
  /** Whether a message of which nobody knows whether it arrived is sent again. */
  readonly repeatUnknown: boolean;
  /** How old a message may become while it waits, milliseconds. */
  readonly maxAgeMs: number;
  /** How many may wait; above, `CHAT_OUTBOX_FULL`. */
  readonly maxWaiting: number;
  /** How long what is on the wire may take when all is being closed, milliseconds. */
  readonly graceMs: number;
  readonly onReturned: (returned: Returned) => void;
  /** Something in the census has changed. */
  readonly onChanged: () => void;
}
