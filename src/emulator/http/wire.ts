/** The answering side of one request: everything that can happen to an answer, the orderly and the faulty. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline, Readable } from "node:stream";
import type { Answer } from "./answer";
import type { OpenRecord } from "./request-log";

/** One request's way back to the caller. */
export interface Wire {
  /** The answer, whole. */
  readonly send: (answer: Answer) => void;
  /** The head announcing the whole answer, then half of it, then the connection is gone. */
  readonly sendHalf: (answer: Answer) => void;
  /** The answer followed by as many blanks as make `bytes`, its length not announced. */
  readonly sendPadded: (answer: Answer, bytes: number) => void;
  /** The connection is gone without a byte. */
  readonly drop: () => void;
  /** Keeps the caller waiting until the emulator is reset or stopped, which drops the connection. */
  readonly hold: () => void;
  /** Keeps the caller waiting this long (real time), then sends. */
  readonly sendLater: (answer: Answer, ms: number) => void;
}

/** The callers kept waiting: functions that drop them. */
export type Held = Set<() => void>;

/** @param record is told the status once there is one. */
export function createWire(request: IncomingMessage, response: ServerResponse, record: OpenRecord, held: Held): Wire {
  const drop = (): void => {
    request.socket.destroy();
  };

  function start(answer: Answer, length?: number): void {
    record.status = answer.status;
    response.writeHead(answer.status, {
      ...answer.headers,
      ...(length === undefined ? {} : { "content-length": length }),
      // A caller that is still sending is not read to the end, so the connection cannot serve another request.
      ...(request.complete ? {} : { connection: "close" }),
    });
  }

  function send(answer: Answer): void {
    start(answer, answer.body.length);
    response.end(answer.body);
  }

  function hold(): void {
    held.add(drop);
    response.once("close", () => held.delete(drop));
  }

  return {
    send,
    drop,
    hold,
    sendHalf(answer) {
      start(answer, answer.body.length);
      response.write(answer.body.subarray(0, Math.floor(answer.body.length / 2)), drop);
    },
    sendPadded(answer, bytes) {
      start(answer);
      pipeline(Readable.from(padded(answer.body, bytes)), response, () => undefined); // the caller may hang up
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

function* padded(body: Buffer, bytes: number): Generator<Buffer> {
  const blanks = Buffer.alloc(65_536, " ");
  yield body.subarray(0, bytes);
  for (let left = bytes - body.length; left > 0; left -= blanks.length) yield blanks.subarray(0, left);
}
