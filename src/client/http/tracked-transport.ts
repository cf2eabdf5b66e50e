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

/**
 * Node's own client, watched: only a socket knows whether there was a connection when something went wrong.
 *
 * @param flight is kept up to date
 * @param secured sockets that have been encrypted before, shared by all requests of a transport
 */
export function trackedTransport(flight: Flight, secured: WeakSet<Socket>): { request: typeof http.request } {
  const request = (requestOptions: RequestOptions, onAnswer?: (answer: IncomingMessage) => void): ClientRequest => {
    // Not the service's own protocol where a proxy speaks another one.
    const isEncrypted = requestOptions.protocol === "https:";
    const client = isEncrypted ? https : http;
    const clientRequest = client.request(requestOptions, (answer) => {
      if (answer.statusCode !== undefined && flight.connected) flight.status = answer.statusCode;
      onAnswer?.(answer);
    });
    flight.request = clientRequest;
    if (flight.ended) clientRequest.destroy(new Error("ended"));
    clientRequest.once("socket", (socket) => {
      const connected = (): void => {
        flight.connected = true;
        if (isEncrypted) secured.add(socket);
      };
      // A request that waited for a socket gets one that is secure already, and Node.js does not call it reused.
      if (clientRequest.reusedSocket || secured.has(socket)) connected();
      else if ((socket as Partial<TLSSocket>).encrypted === true) socket.once("secureConnect", connected);
      // A tunnel that the proxy would not make: whatever answers on this socket is not the service.
      else if (isEncrypted) return;
      else if (socket.connecting) socket.once("connect", connected);
      else connected();
    });
    return clientRequest;
  };
  return { request: request as typeof http.request };
}
