import { connect, createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";

/** Stands before a service and passes on what comes, until it is told to stall. */
export interface StallingRelay {
  readonly url: string;
  /** From now on each connection gets through only so many bytes of what a caller sends, and waits. */
  readonly stallAfter: (bytes: number) => void;
  /** How many connections wait. */
  readonly stalled: () => number;
  readonly stop: () => Promise<void>;
}

/** Starts one on this machine; who sends through it meets a network that takes no more. */
export async function startStallingRelay(serviceUrl: string): Promise<StallingRelay> {
  const { hostname, port } = new URL(serviceUrl);
  const sockets = new Set<Socket>();
  const waiting = new Set<Socket>();
  let limit = Infinity;

  const server = createServer((caller) => {
    const service = connect(Number(port), hostname);
    let bytes = 0;
    caller.on("data", (piece: Buffer) => {
      service.write(piece);
      bytes += piece.length;
      if (bytes < limit) return;
      caller.pause();
      waiting.add(caller);
    });
    service.on("data", (piece: Buffer) => caller.write(piece));
    for (const socket of [caller, service]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        sockets.delete(socket);
        waiting.delete(socket);
        caller.destroy();
        service.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stallAfter: (most) => void (limit = most),
    stalled: () => waiting.size,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
