/** A server on this machine that is called back, for the tests of one file; it forgets everything before each test. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One callback as it arrived. */
export interface ReceivedCallback {
  readonly method: string | undefined;
  readonly contentType: string | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
  /** Which connection it came over. */
  readonly remotePort: number | undefined;
}

/** The server, and what it has received. */
export interface Receiver {
  readonly url: () => string;
  readonly received: ReceivedCallback[];
  /** How the next ones are answered; without this with 200 and no body. */
  answer: (response: ServerResponse, callback: ReceivedCallback) => void;
  /** Resolves when so many have been received. */
  readonly untilReceived: (count: number) => Promise<void>;
}

const usually: Receiver["answer"] = (response) => response.end();

/** Starts before the tests of the enclosing `describe` and stops after them. */
export function useReceiver(): Receiver {
  const server = createServer((request, response) => {
    void read(request).then((callback) => {
      receiver.received.push(callback);
      receiver.answer(response, callback);
      for (const look of waiting) look();
    });
  });
  const waiting = new Set<() => void>();
  before((done) => void server.listen(0, "127.0.0.1", done));
  beforeEach(() => {
    receiver.received.length = 0;
    receiver.answer = usually;
  });
  after((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });

  const receiver: Receiver = {
    url: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/chat`,
    received: [],
    answer: usually,
    untilReceived: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (receiver.received.length < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
  return receiver;
}

/** Answers with JSON. */
export function answerJson(value: unknown): Receiver["answer"] {
  return (response) => response.end(JSON.stringify(value));
}

async function read(request: IncomingMessage): Promise<ReceivedCallback> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return {
    method: request.method,
    contentType: request.headers["content-type"],
    fields: JSON.parse(Buffer.concat(chunks).toString()) as ReceivedCallback["fields"],
    remotePort: request.socket.remotePort,
  };
}
