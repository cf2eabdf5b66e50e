/** Server-Sent Events for the emulator's page: what there is, then what comes. */
import type { ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { CallCounts } from "../service/call-counts";
import { emptyAnswer } from "./answer";

/** The page's listeners. */
export interface PageEvents {
  /** Keeps the response open and writes the snapshot first; 503 when too many listen. */
  readonly connect: (response: ServerResponse) => void;
  /** Tells every listener. */
  readonly send: (event: "message" | "recalled" | "deleted" | "reset", data: unknown) => void;
  /** Tells every listener a last thing; resolves when all have it, or soon. */
  readonly end: (event: "away", data: unknown) => Promise<void>;
}

/** What the events are made of. */
export interface PageSources {
  /** What a listener needs to know when it connects. */
  readonly snapshot: () => unknown;
  /** Told when they have changed, a few times a second. */
  readonly counts: () => CallCounts;
}

const mostListeners = 64;
const heartbeatMs = 15_000;
const countsMs = 250;
/** A listener that does not read holds nobody up for longer. */
const lastWordMs = 200;
/** How soon a browser that has lost the stream tries again; its own idea is several seconds. */
const retryMs = 1_000;
/** A listener that has fallen behind by so much is cut off; its browser connects again and gets a fresh snapshot. */
const mostBufferedBytes = 4_194_304;

/** Nobody listens yet. */
export function createPageEvents({ snapshot, counts }: PageSources): PageEvents {
  const listeners = new Set<ServerResponse>();
  let counting: NodeJS.Timeout | undefined;
  let told = "";

  function tellCounts(): void {
    const text = eventText("counts", counts());
    if (text !== told) tell(text);
    told = text;
  }

  function tell(text: string): void {
    for (const listener of listeners) write(listener, text);
  }

  function write(listener: ServerResponse, text: string): void {
    if (listener.writableLength > mostBufferedBytes) listener.destroy();
    else listener.write(text);
  }

  return {
    connect(response) {
      if (listeners.size >= mostListeners) {
        response.writeHead(503, emptyAnswer(503).headers).end();
        return;
      }
      response.writeHead(200, { "content-type": "text/event-stream;charset=UTF-8", "cache-control": "no-store" });
      write(response, `retry: ${retryMs}\n\n${eventText("snapshot", snapshot())}${eventText("counts", counts())}`);
      const heartbeat = setInterval(() => write(response, ":\n\n"), heartbeatMs);
      heartbeat.unref();
      listeners.add(response);
      counting ??= setInterval(tellCounts, countsMs).unref();
      response.once("close", () => {
        clearInterval(heartbeat);
        listeners.delete(response);
        if (listeners.size > 0) return;
        clearInterval(counting);
        counting = undefined;
      });
    },
    send(event, data) {
      if (listeners.size > 0) tell(eventText(event, data));
    },
    async end(event, data) {
      const text = eventText(event, data);
      // A stream that is cut can lose what was written last; one that ends does not.
      const ended = [...listeners].map((listener) => new Promise<void>((resolve) => listener.end(text, resolve)));
      listeners.clear();
      const late = new AbortController();
      await Promise.race([
        Promise.all(ended),
        delay(lastWordMs, undefined, { signal: late.signal }).catch(() => undefined),
      ]);
      late.abort();
    },
  };
}

const eventText = (event: string, data: unknown): string => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
