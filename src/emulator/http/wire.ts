/** The answering side of one request: everything that can happen to an answer, the orderly and the faulty. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline, Readable } from "node:stream";
import type { Answer, AnswerBody } from "./answer";
import { beginningOf, padded, trickling } from "./body-chunks";
import type { OpenRecord } from "./request-log";

/** One request's way back to the caller. */
export interface Wire {
  /** The answer, whole. */
  readonly send: (answer: Answer) => void;
  /** The head announcing the whole answer, then its first `bytes` (default: half of it), then what `next` says. */
  readonly sendBeginning: (answer: Answer, bytes: number | undefined, next: "drop" | "hold") => void;
  /** The answer followed by as many blanks as make `bytes`, its length not announced. */
  readonly sendPadded: (answer: Answer, bytes: number) => void;
  /** The answer, so many bytes at a time, with so much real time between. */
  readonly sendTrickling: (answer: Answer, bytes: number, everyMs: number) => void;
  /** The connection is gone without a byte. */
  readonly drop: () => void;
  /** Keeps the caller waiting until the emulator is reset or stopped, which drops the connection. */
  readonly hold: () => void;
  /** Keeps the caller waiting this long (real time), then sends. */
  readonly sendLater: (answer: Answer, ms: number) => void;
}

/** The callers kept waiting: functions that drop them. */
export type Held = Set<() => void>;

/** What a wire hangs on. */
export interface WireEnds {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Is told the status once there is one. */
  readonly record: OpenRecord;
  readonly held: Held;
  /** What every answer carries besides its own headers. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The way back to one caller. */
export function createWire({ request, response, record, held, headers = {} }: WireEnds): Wire {
  const drop = (): void => {
    request.socket.destroy();
  };

  function start(answer: Answer, length: number | undefined): void {
    record.status = answer.status;
    response.writeHead(answer.status, {
      ...headers,
      ...answer.headers,
      ...(length === undefined ? {} : { "content-length": length }),
      // A caller that is still sending is not read to the end, so the connection cannot serve another request.
      ...(request.complete ? {} : { connection: "close" }),
    });
  }

  function send(answer: Answer): void {
    start(answer, lengthOf(answer.body));
    if (Buffer.isBuffer(answer.body)) response.end(answer.body);
    else pipeline(answer.body(), response, () => undefined); // the caller may hang up, the source may break
  }

  function hold(): void {
    if (request.socket.destroyed) return;
    held.add(drop);
    response.once("close", () => held.delete(drop));
  }

  return {
    send,
    drop,
    hold,
    sendBeginning(answer, bytes, next) {
      start(answer, lengthOf(answer.body));
      response.flushHeaders();
      void writeAll(response, beginningOf(answer.body, bytes)).then(next === "drop" ? drop : hold, drop);
    },
    sendPadded(answer, bytes) {
      start(answer, undefined);
      pipeline(Readable.from(padded(answer.body, bytes)), response, () => undefined);
    },
    sendTrickling(answer, bytes, everyMs) {
      start(answer, lengthOf(answer.body));
      hold();
      const hungUp = new AbortController();
      response.once("close", () => hungUp.abort());
      pipeline(Readable.from(trickling(answer.body, bytes, everyMs, hungUp.signal)), response, () => undefined);
    },
    sendLater(answer, ms) {
      hold();
      const timer = setTimeout(() => {
        held.delete(drop);
        send(answer);
      }, ms);
      response.once("close", () => clearTimeout(timer));
    },
  };
}

/** Resolves when all of it has left this process, or the caller is gone. */
async function writeAll(response: ServerResponse, chunks: AsyncIterable<Buffer>): Promise<void> {
  for await (const chunk of chunks) {
    await new Promise<void>((resolve) => response.write(chunk, () => resolve()));
  }
}

const lengthOf = (body: AnswerBody): number | undefined => (Buffer.isBuffer(body) ? body.length : undefined);
