/** What may stand between a node and the service: an encrypted front door, and a proxy that remembers. */
import http from "node:http";
import https from "node:https";
import { connect } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { selfSignedCertificate } from "./self-signed-certificate";

/** What a proxy was asked to do. */
export interface ProxiedRequest {
  /** `CONNECT` for a tunnel. */
  readonly method: string;
  /** An address, or host and port of a tunnel. */
  readonly target: string;
  readonly headers: http.IncomingHttpHeaders;
}

/** Something that listens on this machine. */
export interface Station {
  readonly url: string;
  readonly requests: readonly ProxiedRequest[];
  readonly stop: () => Promise<void>;
}

/** A server over https. */
export interface FrontDoor extends Station {
  /** What its callers must trust, PEM. */
  readonly certificate: string;
}

/** Serves over https what another server serves over http. */
export async function startFrontDoor(inner: string): Promise<FrontDoor> {
  const identity = selfSignedCertificate();
  const server = https.createServer(identity, (request, response) =>
    forward(request, response, new URL(request.url ?? "/", inner)),
  );
  return { ...(await listening(server, "https", [])), certificate: identity.cert };
}

/** A forward proxy: whole addresses for http, tunnels for https. */
export async function startProxy(): Promise<Station> {
  const requests: ProxiedRequest[] = [];
  const server = http.createServer((request, response) => {
    requests.push({ method: request.method ?? "", target: request.url ?? "", headers: request.headers });
    forward(request, response, new URL(request.url ?? ""));
  });
  server.on("connect", (request: http.IncomingMessage, socket: Socket) => {
    requests.push({ method: "CONNECT", target: request.url ?? "", headers: request.headers });
    const [host = "", port = ""] = (request.url ?? "").split(":");
    const onward = connect(Number(port), host, () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    for (const end of [socket, onward]) {
      end.on("error", () => undefined);
      end.on("close", () => {
        socket.destroy();
        onward.destroy();
      });
    }
  });
  return listening(server, "http", requests);
}

function forward(request: http.IncomingMessage, response: http.ServerResponse, to: URL): void {
  const { method = "GET", headers } = request;
  const onward = http.request(to, { method, headers: { ...headers, host: to.host } }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on("error", () => response.destroy());
  request.pipe(onward);
}

async function listening(
  server: http.Server | https.Server,
  scheme: string,
  requests: readonly ProxiedRequest[],
): Promise<Station> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
