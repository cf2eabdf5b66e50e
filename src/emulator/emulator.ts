/** A strict chat service on this machine: tokens, messages, files, history, limits and refusals like the real one's. */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { createAbsence } from "./absence";
import { createCallbacks, type Callbacks } from "./callbacks/callbacks";
import { createSay } from "./callbacks/say";
import type { Emulator } from "./emulator-api";
import { limitsFrom, settingsFrom, type EmulatorOptions } from "./emulator-options";
import { createFaultPlan } from "./fault-plan";
import { createLatency } from "./http/latency";
import { listenTwice, type ListeningTwice } from "./http/listen-twice";
import { createPageEvents, type PageEvents } from "./http/page-events";
import { createRequestLog } from "./http/request-log";
import { serveHistoryFile } from "./http/serve-history-file";
import { serveRequest } from "./http/serve-request";
import type { Serving } from "./http/serving";
import { createMovableClock } from "./movable-clock";
import { appFrom } from "./service/app";
import { createState } from "./service/create-state";

export type { EmulatorOptions } from "./emulator-options";
export type * from "./emulator-api";

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
    tellRecalled: (message, by) => callbacks.tellRecalled(message, by),
    announce: (event, data) => pageEvents.send(event, data),
  });
  const { messages } = state;
  const callbacks: Callbacks = createCallbacks(state, options.callbacks ?? []);
  const say = createSay(state, callbacks.ask);
  const pageEvents: PageEvents = createPageEvents({
    snapshot: () => ({
      session,
      app: { appKey: app.appKey, url: addresses().url },
      limit: limits.callsPerSecond ?? null,
      callbacks: callbacks.areThere(),
      messages: messages.last(snapshotMessages),
    }),
    counts: state.limits.counts,
  });
  const absence = createAbsence(
    () => starting,
    (ms) => pageEvents.end("away", { ms: ms ?? null }),
  );
  messages.onMessage((message) => {
    pageEvents.send("message", message);
    if (!message.imported) callbacks.tellSent(message);
  });
  const serving: Serving = {
    state,
    requests: createRequestLog(),
    faults: createFaultPlan(),
    pageEvents,
    latency: createLatency(options.delay),
    say,
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
      // Only now nobody can send any more.
      callbacks.end();
    },
    goAway: absence.goAway,
    comeBack: absence.comeBack,
    get url() {
      return addresses().url;
    },
    reset() {
      for (const drop of [...serving.held]) drop();
      callbacks.clear();
      state.clear();
      serving.requests.clear();
      serving.faults.clear();
      clock.reset();
      session = randomUUID();
      pageEvents.send("reset", { session });
    },
    requests: serving.requests.list,
    messages: messages.list,
    say,
    setCallbacks: callbacks.setRules,
    callbacks: callbacks.list,
    callbacksSettled: callbacks.settled,
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
