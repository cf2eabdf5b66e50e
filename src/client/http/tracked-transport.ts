import http from "node:http";
import https from "node:https";
import type { ClientRequest, IncomingMessage, RequestOptions } from "node:http";
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";

/** What is known of one request while it is under way. */
export interface Flight {
  /** Whether a connection stood, so that the request may have arrived. */
  connected: boolean;
  /** The status, once the head of an answer came. */
  status?: number;
  timedOut: boolean;
  /** Whether nobody waits for it any more. */
  ended: boolean;
  request?: ClientRequest;
}

/** Node.js' own client, as axios calls it. */
export interface TrackedTransport {
  readonly request: (options: RequestOptions, onAnswer?: (answer: IncomingMessage) => void) => ClientRequest;
}

/**
 * Node's own client, watched: only a socket knows whether there was a connection when something went wrong.
 *
 * @param flight is kept up to date
 * @param stood sockets that have been connected, and encrypted where they should be, shared by all requests of a transport
 */
export function trackedTransport(flight: Flight, stood: WeakSet<Socket>): TrackedTransport {
  return {
    request(options, onAnswer) {
      // Not the service's own protocol where a proxy speaks another one.
      const isEncrypted = options.protocol === "https:";
      const client = isEncrypted ? https : http;
      const request = client.request(options, (answer) => {
        if (answer.statusCode !== undefined && flight.connected) flight.status = answer.statusCode;
        onAnswer?.(answer);
      });
      flight.request = request;
      if (flight.ended) request.destroy(new Error("ended"));
      request.on("socket", (socket) => {
        // Nobody says that a socket was used before to a request that had to wait for it.
        if (request.reusedSocket || stood.has(socket)) flight.connected = true;
        else {
          onceStanding(socket, isEncrypted, () => {
            flight.connected = true;
            stood.add(socket);
          });
        }
      });
      return request;
    },
  };
}

function onceStanding(socket: Socket, isEncrypted: boolean, onStanding: () => void): void {
  // Between two requests nobody else may be listening, and an error that nobody hears ends the process.
  socket.on("error", () => undefined);
  if ((socket as Partial<TLSSocket>).encrypted === true) socket.once("secureConnect", onStanding);
  // A tunnel that the proxy would not make: whatever answers on this socket is not the service.
  else if (isEncrypted) return;
  else if (socket.connecting) socket.once("connect", onStanding);
  else onStanding();
}
