import http from "node:http";
import https from "node:https";
import type { Socket } from "node:net";
import type { Call } from "../call";

/** Agents for both protocols. */
export interface Agents {
  readonly httpAgent: http.Agent;
  readonly httpsAgent: https.Agent;
}

/** All connections of an app, kept open and reused. */
export interface Connections {
  agentsFor(call: Call): Agents;
  close(): void;
}

/** As many calls at once as the service's 100 a second ever need, even with an answer that takes half a second. */
const maxSockets = 64;

/**
 * Files have connections of their own, few of them: a text never waits behind films. More files at once than this would
 * wait for a connection, which counts as silence.
 */
export const maxTransferSockets = 8;

/**
 * The delay of TCP's own probes that axios sets on every socket, too: were the agent's another, each request would cost
 * two calls into the kernel, a tenth of its time.
 */
const keepAliveMsecs = 60_000;

/**
 * @param idleMs how long a connection is kept that nobody uses
 * @param tls Node.js's TLS options for the service; elsewhere only those that say whom to trust are used, because a
 * client's certificate is for the service alone
 */
export function createConnections(idleMs: number, tls: https.AgentOptions = {}): Connections {
  const { ca, rejectUnauthorized } = tls;
  const trust = {
    ...(ca === undefined ? {} : { ca }),
    ...(rejectUnauthorized === undefined ? {} : { rejectUnauthorized }),
  };
  const calls = agents(maxSockets, idleMs, tls);
  const transfers = agents(maxTransferSockets, idleMs, tls);
  // As many as there are readers: one whose turn it is to write must not wait for a connection of those who wait for theirs.
  const elsewhere = agents(Infinity, idleMs, trust);
  return {
    agentsFor(call) {
      if (call.elsewhere !== undefined) return elsewhere;
      return call.form !== undefined || call.receive !== undefined ? transfers : calls;
    },
    close() {
      for (const { httpAgent, httpsAgent } of [calls, transfers, elsewhere]) {
        httpAgent.destroy();
        httpsAgent.destroy();
      }
    },
  };
}

function agents(most: number, idleMs: number, tls: https.AgentOptions): Agents {
  const keepOpen = { keepAlive: true, keepAliveMsecs, maxSockets: most };
  const made = { httpAgent: new http.Agent(keepOpen), httpsAgent: new https.Agent({ ...keepOpen, ...tls }) };
  // Not the agents' option `timeout`: axios hands their options on to the agent of its tunnels, which takes that one for
  // something else. It stays while the socket is used, unless axios takes it away: every byte begins it anew, and an agent
  // ends only what lies idle.
  const limitIdleness = (socket: Socket): void => {
    if (socket.timeout !== idleMs) socket.setTimeout(idleMs);
  };
  for (const agent of [made.httpAgent, made.httpsAgent]) agent.on("free", limitIdleness);
  return made;
}
