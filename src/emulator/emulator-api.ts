/** What an emulator can be asked for, by tests and by the programs that run one. */
import type { Absence } from "./absence";
import type { Callbacks } from "./callbacks/callbacks";
import type { Say } from "./callbacks/say";
import type { Operation } from "./endpoints/endpoint";
import type { FaultPlan } from "./fault-plan";
import type { RecordedRequest } from "./http/request-log";
import type { MovableClock } from "./movable-clock";
import type { EmulatorApp } from "./service/app";
import type { CallCounts } from "./service/call-counts";
import type { DeletedConversation } from "./service/conversations";
import type { EmulatorFile } from "./service/files";
import type { History } from "./service/history";
import type { EmulatorMessage, MessageFilter } from "./service/messages";

export type { EmulatorCallbackRule } from "./callbacks/callback-rule";
export type { Saying } from "./rules/check-saying";
export type { EmulatorApp } from "./service/app";
export type { Operation } from "./endpoints/endpoint";
export type { Delay } from "./http/latency";
export type { CallCounts } from "./service/call-counts";
export type { DeletedConversation } from "./service/conversations";
export type { EmulatorFile } from "./service/files";
export type { EmulatorMessage } from "./service/messages";
export type { RecordedRequest } from "./http/request-log";

/** A running (or not yet running) emulator. */
export interface Emulator {
  /** Rejects when a port is taken. */
  readonly start: () => Promise<void>;
  /** Cuts every connection and drops what is still to be told; resolves when the ports are free again. */
  readonly stop: () => Promise<void>;
  /** Nothing listens, here and at the history store, while the emulator keeps what it has; started and stopped as ever. */
  readonly goAway: Absence["goAway"];
  readonly comeBack: Absence["comeBack"];
  /** `http://127.0.0.1:PORT`. @throws Error unless started. */
  readonly url: string;
  readonly app: EmulatorApp;
  /**
   * Messages, files, history, users, requests, faults, limits, revocations, callbacks (not their rules) and the clock's
   * shift: all as new; callers kept waiting are dropped. An emulator that is away stays away.
   */
  readonly reset: () => void;
  /** What was asked of the service and of its history store, oldest first; browsers' preflights are left out. */
  readonly requests: (operation?: Operation) => readonly RecordedRequest[];
  /** What it accepted, sent and imported, oldest first. */
  readonly messages: (filter?: MessageFilter) => readonly EmulatorMessage[];
  /** The calls that it has let through, and those that its limits have turned away. */
  readonly counts: () => CallCounts;
  /**
   * Sends a message as a user's app does: those who are called before sending may refuse or change it. Rejects with an
   * `Error` what is no message, and what a reset or a stop drops meanwhile.
   */
  readonly say: Say;
  /** From now on these rules say whom the service calls. What is still to be told by the old ones is dropped. @throws Error */
  readonly setCallbacks: Callbacks["setRules"];
  /** Whom it has called, oldest first. */
  readonly callbacks: Callbacks["list"];
  /** Resolves when nothing is left to tell those who are called after sending. */
  readonly callbacksSettled: Callbacks["settled"];
  /** Those of the messages that were taken back. */
  readonly recalled: () => readonly EmulatorMessage[];
  /** What was uploaded and is still kept, oldest first; expired files too. */
  readonly files: () => readonly EmulatorFile[];
  /** Oldest first. */
  readonly deletedConversations: () => readonly DeletedConversation[];
  readonly history: {
    /** The hour's files are these from now on, instead of one with its messages. An hour is `yyyyMMddHH`. */
    readonly put: History["put"];
    /** Where the files are: `http://127.0.0.1:OTHER_PORT`. @throws Error unless started. */
    readonly url: string;
  };
  readonly faults: FaultPlan;
  readonly clock: Omit<MovableClock, "reset">;
  /** Every token so far is refused from now on; tokens built from the certificate before this second too. */
  readonly revokeTokens: () => void;
  /** Calls the listener for each message accepted from now on; returns the way to stop it. */
  readonly onMessage: (listener: (message: EmulatorMessage) => void) => () => void;
}
