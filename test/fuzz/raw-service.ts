/** A service whose answers are bytes: any bytes, at any pace, for one operation; all others it answers well. */
import { createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import { setTimeout } from "node:timers/promises";

/** What is answered, and how. */
export interface WireAnswer {
  readonly pieces: readonly Buffer[];
  /** Between two pieces, milliseconds. */
  readonly pauseMs: number;
  /** `open`: it stays so, as if more were to come. */
  readonly ending: "end" | "reset" | "open";
  /** Whether it does not wait for the end of the request. */
  readonly isEarly: boolean;
}

/** What the client asks for, by its address. */
export type Asked = "token" | "send" | "upload" | "download" | "links" | "lines" | "recall" | "import" | "delete";

/** A running one. */
export interface RawService {
  readonly url: () => string;
  /** From now on this operation is answered so, every other as `good` says. */
  readonly answer: (operation: Asked, answer: WireAnswer) => void;
  readonly answerAllWell: () => void;
  /** Whether a request of that operation came whole since then. */
  readonly wasAsked: () => boolean;
}

/** Starts before the tests of the enclosing `describe` and stops after them. */
export function useRawService(good: (operation: Asked, url: string) => string | Buffer): RawService {
  let server: Server;
  const sockets = new Set<Socket>();
  let bad: { readonly operation: Asked; readonly answer: WireAnswer } | undefined;
  let isWhole = false;
  const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function respond(socket: Socket, operation: Asked): Promise<void> {
    if (bad?.operation !== operation) {
      const body = good(operation, url());
      socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`);
      socket.write(body);
      return;
    }
    const { pieces, pauseMs, ending } = bad.answer;
    for (const piece of pieces) {
      if (socket.destroyed) return;
      socket.write(piece);
      if (pauseMs > 0) await setTimeout(pauseMs);
    }
    if (ending === "end") socket.end();
    if (ending === "reset") socket.destroy();
  }

  function serve(socket: Socket): void {
    sockets.add(socket);
    let received = Buffer.alloc(0);
    let isAnswered = false;
    socket.on("data", (chunk) => {
      received = Buffer.concat([received, chunk]);
      const head = headOf(received);
      if (head === undefined) return;
      const hasAll = received.length >= head.bytes;
      if (hasAll && bad?.operation === head.operation) isWhole = true;
      const isDue = hasAll || (bad?.operation === head.operation && bad.answer.isEarly);
      if (!isAnswered && isDue) void respond(socket, head.operation);
      isAnswered ||= isDue;
      if (!hasAll) return;
      received = received.subarray(head.bytes);
      isAnswered = false;
    });
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
  }

  before(async () => {
    server = createServer(serve);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  after(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    url,
    answer(operation, answer) {
      bad = { operation, answer };
      isWhole = false;
    },
    answerAllWell() {
      bad = undefined;
    },
    wasAsked: () => isWhole,
  };
}

function headOf(received: Buffer): { readonly operation: Asked; readonly bytes: number } | undefined {
  const end = received.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const head = received.toString("latin1", 0, end);
  const [, length = "0"] = /\r\ncontent-length: *(\d+)/i.exec(head) ?? [];
  return { operation: operationOf(head), bytes: end + 4 + Number(length) };
}

function operationOf(head: string): Asked {
  if (/^POST \S+\/token /.test(head)) return "token";
  if (/^POST \S+\/import /.test(head)) return "import";
  if (/^POST \S+\/msg_recall /.test(head)) return "recall";
  if (/^POST \S+\/chatfiles /.test(head)) return "upload";
  if (head.startsWith("GET /lines ")) return "lines";
  if (/^GET \S+\/chatmessages\//.test(head)) return "links";
  if (head.startsWith("GET ")) return "download";
  return head.startsWith("DELETE ") ? "delete" : "send";
}
