/** A strict chat service on this machine: tokens, messages, files, history, limits and refusals like the real one's. */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { createAbsence, type Absence } from "./absence";
import { limitsFrom, settingsFrom, type EmulatorOptions } from "./emulator-options";
import type { Operation } from "./endpoints/endpoint";
import { createFaultPlan, type FaultPlan } from "./fault-plan";
import { createLatency } from "./http/latency";
import { listenTwice, type ListeningTwice } from "./http/listen-twice";
import { createPageEvents, type PageEvents } from "./http/page-events";
import { createRequestLog, type RecordedRequest } from "./http/request-log";
import { serveHistoryFile } from "./http/serve-history-file";
import { serveRequest } from "./http/serve-request";
import type { Serving } from "./http/serving";
import { createMovableClock, type MovableClock } from "./movable-clock";
import { appFrom, type EmulatorApp } from "./service/app";
import type { CallCounts } from "./service/call-counts";
import type { DeletedConversation } from "./service/conversations";
import { createState } from "./service/create-state";
import type { EmulatorFile } from "./service/files";
import type { History } from "./service/history";
import type { EmulatorMessage, MessageFilter } from "./service/messages";

export type { EmulatorOptions } from "./emulator-options";
export type { EmulatorApp } from "./service/app";
export type { Operation } from "./endpoints/endpoint";
export type { Delay } from "./http/latency";
export type { CallCounts } from "./service/call-counts";
export type { EmulatorLimits } from "./service/limits";
export type { DeletedConversation } from "./service/conversations";
export type { EmulatorFile, ThumbnailSize } from "./service/files";
export type { HistoryContent } from "./service/history";
export type { ChatType, EmulatorMessage, MessageType } from "./service/messages";
export type { RecordedRequest } from "./http/request-log";

/** A running (or not yet running) emulator. */
export interface Emulator {
  /** Rejects when a port is taken. */
  readonly start: () => Promise<void>;
  /** Cuts every connection; resolves when the ports are free again. */
  readonly stop: () => Promise<void>;
  /** Nothing listens, here and at the history store, while the emulator keeps what it has; started and stopped as ever. */
  readonly goAway: Absence["goAway"];
  readonly comeBack: Absence["comeBack"];
  /** `http://127.0.0.1:PORT`. @throws Error unless started. */
  readonly url: string;
  readonly app: EmulatorApp;
  /**
   * Messages, files, history, users, requests, faults, limits, revocations and the clock's shift: all as new; callers kept
   * waiting are dropped. An emulator that is away stays away.
   */
  readonly reset: () => void;
  /** What was asked of the service and of its history store, oldest first; browsers' preflights are left out. */
  readonly requests: (operation?: Operation) => readonly RecordedRequest[];
  /** What it accepted, sent and imported, oldest first. */
  readonly messages: (filter?: MessageFilter) => readonly EmulatorMessage[];
  /** The calls that it has let through, and those that its limits have turned away. */
  readonly counts: () => CallCounts;
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

/** How many messages a page gets when it connects. */
const snapshotMessages = 500;

/** Makes an emulator; nothing listens until `start`. */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const { port = 0, historyPort = 0, host = "127.0.0.1" } = options;
  const app = appFrom(options.app);
  const clock = createMovableClock(options.clock ?? Date.now);
  let starting: Promise<ListeningTwice> | undefined;
  let running: ListeningTwice | undefined;
  /** Tells a page that comes back whether what it shows still holds. */
  let session = randomUUID();
  const addresses = (): ListeningTwice => {
    if (!running) throw new Error("The emulator is not started.");
    return running;
  };

  const limits = limitsFrom(options.limits);
  const state = createState({
    app,
    settings: settingsFrom(options),
    limits,
    users: options.users ?? {},
    now: clock.now,
    random: options.random ?? Math.random,
    baseUrl: () => addresses().url,
    historyUrl: () => addresses().otherUrl,
    announce: (event, data) => pageEvents.send(event, data),
  });
  const { messages } = state;
  const pageEvents: PageEvents = createPageEvents({
    snapshot: () => ({
      session,
      app: { appKey: app.appKey, url: addresses().url },
      limit: limits.callsPerSecond ?? null,
      messages: messages.last(snapshotMessages),
    }),
    counts: state.limits.counts,
  });
  const absence = createAbsence(
    () => starting,
    (ms) => pageEvents.end("away", { ms: ms ?? null }),
  );
  messages.onMessage((message) => pageEvents.send("message", message));
  const serving: Serving = {
    state,
    requests: createRequestLog(),
    faults: createFaultPlan(),
    pageEvents,
    latency: createLatency(options.delay),
    goAway: options.control === true ? absence.goAway : undefined,
    pageFolder: options.pageFolder ?? join(__dirname, "emulator-page"),
    held: new Set(),
  };

  return {
    app,
    faults: serving.faults,
    clock,
    async start() {
      starting ??= listenTwice(
        { serve: (request, response) => serveRequest(serving, request, response), port },
        { serve: (request, response) => serveHistoryFile(serving, request, response), port: historyPort },
        host,
      );
      try {
        running = await starting;
      } catch (error) {
        starting = undefined;
        throw error;
      }
    },
    async stop() {
      await absence.forget();
      const stopping = await starting?.catch(() => undefined);
      starting = undefined;
      running = undefined;
      await stopping?.close();
    },
    goAway: absence.goAway,
    comeBack: absence.comeBack,
    get url() {
      return addresses().url;
    },
    reset() {
      for (const drop of [...serving.held]) drop();
      state.clear();
      serving.requests.clear();
      serving.faults.clear();
      clock.reset();
      session = randomUUID();
      pageEvents.send("reset", { session });
    },
    requests: serving.requests.list,
    messages: messages.list,
    counts: state.limits.counts,
    recalled: () => messages.list().filter(({ recalled }) => recalled),
    files: state.files.list,
    deletedConversations: state.deletedConversations.list,
    history: {
      put: state.history.put,
      get url() {
        return addresses().otherUrl;
      },
    },
    revokeTokens: state.tokens.revokeAll,
    onMessage: messages.onMessage,
  };
}
