/** Transports and servers for the tests of one file, gone after each test. */
import type { AddressInfo, Server, Socket } from "node:net";
import { systemClock } from "../../../../src/client/clock";
import { createHttpTransport } from "../../../../src/client/http/http-transport";
import type { Transport, TransportOptions } from "../../../../src/client/http/http-transport";

/** What makes the requests. */
export interface Way {
  readonly name: string;
  /** As a transport chooses it: by whether there may be a proxy. */
  readonly options: Pick<TransportOptions, "proxyFor">;
  /** Proxy variables for the time of a test. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Both ways to make a call with JSON: what one does, the other has to do. */
export const ways: readonly Way[] = [
  { name: "on Node.js' own client", options: { proxyFor: () => false }, environment: {} },
  {
    name: "on axios, past a proxy of the environment",
    options: {},
    environment: { HTTP_PROXY: "http://127.0.0.1:9", HTTPS_PROXY: "http://127.0.0.1:9", NO_PROXY: "*" },
  },
];

/** Servers and the transports that call them. */
export interface UsedTransport {
  /** To a port where nobody listens, unless told otherwise. */
  readonly transport: (options?: Partial<TransportOptions>) => Transport;
  /** Starts a server on a free port. */
  readonly listening: (server: Server) => Promise<number>;
}

/** For the enclosing `describe`. */
export function useTransport({ options: ofWay, environment }: Way): UsedTransport {
  const opened: Transport[] = [];
  const servers: Server[] = [];
  const sockets = new Set<Socket>();
  let restore = (): void => undefined;

  beforeEach(() => {
    restore = withEnvironment(environment);
  });
  afterEach(async () => {
    restore();
    for (const transport of opened.splice(0)) transport.close();
    for (const socket of sockets) socket.destroy();
    // One that a test has closed itself is no error.
    await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
  });

  return {
    transport(options = {}) {
      const made = createHttpTransport({
        baseUrl: "http://127.0.0.1:9",
        appKey: { orgName: "farmco", appName: "greenhouse" },
        timeoutMs: 15_000,
        clock: systemClock,
        ...ofWay,
        ...options,
      });
      opened.push(made);
      return made;
    },
    async listening(server) {
      servers.push(server);
      server.on("connection", (socket: Socket) => {
        sockets.add(socket);
        socket.once("close", () => sockets.delete(socket));
        socket.on("error", () => undefined);
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      return (server.address() as AddressInfo).port;
    },
  };
}

/**
 * Sets the proxy variables to these and no others.
 *
 * @returns a function that puts back what was there
 */
export function withEnvironment(environment: Readonly<Record<string, string>>): () => void {
  const names = ["http_proxy", "https_proxy", "all_proxy", "no_proxy"].flatMap((name) => [name, name.toUpperCase()]);
  const before = Object.fromEntries(names.map((name) => [name, process.env[name]]));
  const set = (values: Readonly<Record<string, string | undefined>>): void => {
    for (const name of names) {
      const value = values[name];
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  };
  set(environment);
  return () => set(before);
}

/** Looks again every two milliseconds. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
}
