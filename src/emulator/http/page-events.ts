/** Server-Sent Events for the emulator's page: what there is, then what comes. */
import type { ServerResponse } from "node:http";
import { emptyAnswer } from "./answer";

/** The page's listeners. */
export interface PageEvents {
  /** Keeps the response open and writes the snapshot first; 503 when too many listen. */
  readonly connect: (response: ServerResponse) => void;
  /** Tells every listener. */
  readonly send: (event: "message" | "recalled" | "deleted" | "reset", data: unknown) => void;
}

const mostListeners = 64;
const heartbeatMs = 15_000;
/** A listener that has fallen behind by so much is cut off; its browser connects again and gets a fresh snapshot. */
const mostBufferedBytes = 4_194_304;

/** @param snapshot what a listener needs to know when it connects. */
export function createPageEvents(snapshot: () => unknown): PageEvents {
  const listeners = new Set<ServerResponse>();

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
      write(response, eventText("snapshot", snapshot()));
      const heartbeat = setInterval(() => write(response, ":\n\n"), heartbeatMs);
      heartbeat.unref();
      listeners.add(response);
      response.once("close", () => {
        clearInterval(heartbeat);
        listeners.delete(response);
      });
    },
    send(event, data) {
      if (listeners.size === 0) return;
      const text = eventText(event, data);
      for (const listener of listeners) write(listener, text);
    },
  };
}

const eventText = (event: string, data: unknown): string => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
