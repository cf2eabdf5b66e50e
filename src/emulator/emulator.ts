/** A strict chat service on this machine: tokens, sending, limits and refusals like the real one's, with seams for tests. */
import { join } from "node:path";
import { appFrom, type EmulatorApp } from "./service/app";
import type { Operation } from "./endpoints/endpoint";
import { createFaultPlan, type FaultPlan } from "./fault-plan";
import { createLimits, strictLimits, type EmulatorLimits } from "./service/limits";
import { listen, type Listening } from "./http/listen";
import { createMessageIds } from "./service/message-ids";
import { createMessages, type EmulatorMessage, type MessageFilter } from "./service/messages";
import { createMovableClock, type MovableClock } from "./movable-clock";
import { createPageEvents } from "./http/page-events";
import { createRequestLog, type RecordedRequest } from "./http/request-log";
import { serveRequest, type Serving } from "./http/serve-request";
import type { EmulatorState } from "./service/state";
import { createTokens } from "./service/tokens";
import type { Held } from "./http/wire";

export type { EmulatorApp } from "./service/app";
export type { Operation } from "./endpoints/endpoint";
export type { EmulatorLimits } from "./service/limits";
export type { ChatType, EmulatorMessage, MessageType } from "./service/messages";
export type { RecordedRequest } from "./http/request-log";

/** How an emulator is made. */
export interface EmulatorOptions {
  /** Default 0: a port that is free, another at each start. */
  readonly port?: number;
  /** Default `127.0.0.1`: nobody else can reach it. */
  readonly host?: string;
  /** Replaces some of the app's names and credentials. */
  readonly app?: Partial<EmulatorApp>;
  /** Epoch milliseconds; default `Date.now`. */
  readonly clock?: () => number;
  /** Default `off`; `strict` are the standard plans' numbers. */
  readonly limits?: "off" | "strict" | EmulatorLimits;
  /** Where the built page lies; default `emulator-page` beside the built emulator. */
  readonly pageFolder?: string;
  /** How long issued tokens live; default 7200. */
  readonly tokenSeconds?: number;
  /** Refuse content types other than JSON; default `false`, because the vendor's own examples send none. */
  readonly strictContentType?: boolean;
  /** 0 ≤ x < 1, for tokens and ids; default `Math.random`. */
  readonly random?: () => number;
}

/** A running (or not yet running) emulator. */
export interface Emulator {
  /** Rejects when the port is taken. */
  readonly start: () => Promise<void>;
  /** Cuts every connection; resolves when the port is free again. */
  readonly stop: () => Promise<void>;
  /** `http://127.0.0.1:PORT`. @throws Error unless started. */
  readonly url: string;
  readonly app: EmulatorApp;
  /** Messages, requests, faults, limits, revocations and the clock's shift: all as new; callers kept waiting are dropped. */
  readonly reset: () => void;
  /** What was asked of the service, oldest first. */
  readonly requests: (operation?: Operation) => readonly RecordedRequest[];
  /** What it accepted, oldest first. */
  readonly messages: (filter?: MessageFilter) => readonly EmulatorMessage[];
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
  const { port = 0, host = "127.0.0.1", clock: readClock = Date.now, random = Math.random } = options;
  const app = appFrom(options.app);
  const clock = createMovableClock(readClock);
  const messages = createMessages();
  const requests = createRequestLog();
  const faults = createFaultPlan();
  const held: Held = new Set();
  let starting: Promise<Listening> | undefined;
  let running: Listening | undefined;

  const state: EmulatorState = {
    app,
    tokens: createTokens(app, clock.now, random),
    limits: createLimits(limitsFrom(options.limits), clock.now),
    messages,
    now: clock.now,
    nextMessageId: createMessageIds(clock.now, random),
    baseUrl,
    tokenSeconds: options.tokenSeconds ?? 7200,
    strictContentType: options.strictContentType ?? false,
  };
  const pageEvents = createPageEvents(() => ({
    app: { appKey: app.appKey, url: baseUrl() },
    messages: messages.last(snapshotMessages),
  }));
  messages.onMessage((message) => pageEvents.send("message", message));
  const pageFolder = options.pageFolder ?? join(__dirname, "emulator-page");
  const serving: Serving = { state, requests, faults, pageEvents, pageFolder, held };

  function baseUrl(): string {
    if (!running) throw new Error("The emulator is not started.");
    return running.url;
  }

  return {
    app,
    faults,
    clock,
    async start() {
      starting ??= listen((request, response) => serveRequest(serving, request, response), port, host);
      try {
        running = await starting;
      } catch (error) {
        starting = undefined;
        throw error;
      }
    },
    async stop() {
      const stopping = await starting?.catch(() => undefined);
      starting = undefined;
      running = undefined;
      await stopping?.close();
    },
    get url() {
      return baseUrl();
    },
    reset() {
      for (const drop of [...held]) drop();
      messages.clear();
      requests.clear();
      faults.clear();
      state.limits.clear();
      state.tokens.restore();
      clock.reset();
      pageEvents.send("reset", {});
    },
    requests: requests.list,
    messages: messages.list,
    revokeTokens: state.tokens.revokeAll,
    onMessage: messages.onMessage,
  };
}

function limitsFrom(limits: EmulatorOptions["limits"]): EmulatorLimits {
  if (limits === undefined || limits === "off") return {};
  return limits === "strict" ? strictLimits : limits;
}
