/** An HTTP server that can be stopped at once, and started again at the same port. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { setImmediate } from "node:timers/promises";

/** A server that is listening. */
export interface Listening {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** Reads what has arrived, and cuts every connection; resolves when the port is free again and refuses whoever comes. Twice is once. */
  readonly close: () => Promise<void>;
  /** Listens again, at the port that it had; rejects when somebody else has it now. */
  readonly reopen: () => Promise<void>;
}

/** Answers one request. Where it rejects, its caller loses the connection, and nobody else anything. */
export type Serve = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Longer than clients keep idle connections, so that none meets one that has just been closed. */
const keepAliveMs = 75_000;

/** Listens; rejects when it cannot. */
export async function listen(serve: Serve, port: number, host: string): Promise<Listening> {
  const server = createServer({ keepAliveTimeout: keepAliveMs }, (request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  await untilListening(server, port, host);
  const address = server.address() as AddressInfo; // a server that listens on a port has one
  return {
    url: `http://${reachableName(host)}:${address.port}`,
    async close() {
      // What has arrived by now is read first: whoever looks at the log afterwards finds all that was cut off.
      for (let turn = 0; turn < 2; turn += 1) await setImmediate();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      });
    },
    reopen: () => untilListening(server, address.port, host),
  };
}

function untilListening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.removeListener("error", reject);
      resolve();
    });
  });
}

/** The host as it stands in a URL that works on this machine. */
function reachableName(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}
