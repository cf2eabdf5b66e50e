import http from "node:http";
import https from "node:https";
import type { Socket } from "node:net";
import axios, { AxiosHeaders } from "axios";
import type { AxiosProxyConfig, AxiosResponse } from "axios";
import type { AppKey } from "../app-key";
import type { Answer, Call, CallContext, Send } from "../call";
import { ChatError } from "../chat-error";
import type { Clock } from "../clock";
import { parseJson } from "./parse-json";
import { trackedTransport } from "./tracked-transport";
import type { Flight } from "./tracked-transport";

/** Where and how the requests go. */
export interface TransportOptions {
  /** As {@link parseBaseUrl} returns it. */
  readonly baseUrl: string;
  readonly appKey: AppKey;
  /** One request from start to end, milliseconds. */
  readonly timeoutMs: number;
  readonly clock: Clock;
  /** How long a connection is kept that nobody uses, milliseconds. Default: 30 seconds. */
  readonly idleMs?: number;
  /** Node.js's TLS options (`ca`, `cert`, `rejectUnauthorized` …). Default: the machine's. */
  readonly tls?: https.AgentOptions;
  /** `false`: none. Default: the proxy environment variables. */
  readonly proxy?: AxiosProxyConfig | false;
}

/** The bottom of the stack: one request, one answer. */
export interface Transport {
  readonly send: Send;
  /** Closes the connections that are kept open. */
  close(): void;
}

/** An answer larger than this is not read to its end; the service's largest, receipts of 600 users, has about 40 KB. */
const maxAnswerBytes = 1024 * 1024;

/** As many calls at once as the service's 100 a second ever need, even with an answer that takes half a second. */
const maxSockets = 64;

/**
 * The delay of TCP's own probes that axios sets on every socket, too: were the agent's another, each request would cost
 * two calls into the kernel, a tenth of its time.
 */
const keepAliveMsecs = 60_000;

/**
 * Shorter than servers and balancers keep idle connections (60 seconds and more). Were they to close first, a message a
 * minute would again and again leave on a connection that is just being closed, and nobody would know if it arrived.
 */
const defaultIdleMs = 30_000;

/**
 * Creates the transport on axios: connections kept open and reused, no redirect followed (it would carry the token
 * elsewhere, and following costs a quarter of the throughput), every status an answer, and no axios error ever let out
 * (printed, one shows its Authorization header).
 *
 * Its errors: `CHAT_UNREACHABLE` (no connection: not sent), `CHAT_NO_ANSWER` (unknown), `CHAT_BAD_ANSWER` (accepted,
 * the answer broke off or was too large), `CHAT_STOPPED`.
 */
export function createHttpTransport(options: TransportOptions): Transport {
  const keepOpen = { keepAlive: true, keepAliveMsecs, maxSockets };
  const httpAgent = new http.Agent(keepOpen);
  const httpsAgent = new https.Agent({ ...keepOpen, ...options.tls });
  // Not the agents' option `timeout`: axios hands their options on to the agent of its tunnels, which takes that one for
  // something else. Each request takes the time-out away again, and an agent ends only what lies idle.
  const limitIdleness = (socket: Socket): unknown => socket.setTimeout(options.idleMs ?? defaultIdleMs);
  for (const agent of [httpAgent, httpsAgent]) agent.on("free", limitIdleness);
  const secured = new WeakSet<Socket>();
  const root = `${options.baseUrl}/${options.appKey.orgName}/${options.appKey.appName}/`;
  // The adapter by itself: merging configurations and transforming bodies, which we have no use for, is half of the time
  // that axios takes for a call.
  const request = axios.getAdapter("http");
  const settings = {
    httpAgent,
    httpsAgent,
    maxRedirects: 0,
    maxContentLength: maxAnswerBytes,
    responseType: "text" as const,
    validateStatus: () => true,
    ...(options.proxy === undefined ? {} : { proxy: options.proxy }),
  };

  const send: Send = async (call, context) => {
    if (context.signal.aborted) throw stopped(call, false);
    const flight: Flight = { connected: false, timedOut: false, ended: false };
    let end = (): void => undefined;
    // Not axios's own signal: a controller and three listeners a call cost more than the one that is needed. And not the
    // end of the request alone: one that waits for its socket, or for its proxy, says nothing when it is ended.
    const ended = new Promise<never>((_resolve, reject) => {
      end = () => {
        flight.ended = true;
        flight.request?.destroy(new Error("ended"));
        reject(new Error("ended"));
      };
    });
    const cancelTimeout = options.clock.after(options.timeoutMs, () => {
      flight.timedOut = true;
      end();
    });
    context.signal.addEventListener("abort", end, { once: true });
    let response: AxiosResponse<string>;
    try {
      const answered = request({
        ...settings,
        method: call.method,
        url: root + call.path,
        headers: headersOf(call),
        transport: trackedTransport(flight, secured),
        ...(call.query === undefined ? {} : { params: call.query }),
        ...(call.json === undefined ? {} : { data: call.json }),
      });
      response = (await Promise.race([answered, ended])) as AxiosResponse<string>;
    } catch (error) {
      return afterFailure(call, context, flight, error);
    } finally {
      cancelTimeout();
      context.signal.removeEventListener("abort", end);
    }
    if (!flight.connected) throw refusedByProxy(call, response.status);
    return answerOf(response);
  };

  return {
    send,
    close() {
      httpAgent.destroy();
      httpsAgent.destroy();
    },
  };
}

function headersOf(call: Call): AxiosHeaders {
  return new AxiosHeaders({
    accept: "application/json",
    ...(call.json === undefined ? {} : { "content-type": "application/json" }),
    ...(call.token === undefined ? {} : { authorization: `Bearer ${call.token}` }),
  });
}

function answerOf(response: AxiosResponse<string>): Answer {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) headers[name.toLowerCase()] = String(value);
  return { status: response.status, headers, body: parseJson(response.data) };
}

/** Turns whatever axios threw into what is known, and lets nothing of it out but the network's own word. */
function afterFailure(call: Call, context: CallContext, flight: Flight, error: unknown): Answer {
  const accepted = flight.status !== undefined && flight.status >= 200 && flight.status < 300;
  const details = { operation: call.operation, ...networkWords(error, flight) };
  if (accepted)
    throw new ChatError("CHAT_BAD_ANSWER", { ...details, outcome: "sent", status: flight.status as number });
  // The service refused, and then its words broke off: the status alone says enough.
  if (flight.status !== undefined) return { status: flight.status, headers: {}, body: undefined };
  if (context.signal.aborted) throw stopped(call, flight.connected);
  if (flight.connected) throw new ChatError("CHAT_NO_ANSWER", { ...details, outcome: "unknown" });
  throw new ChatError("CHAT_UNREACHABLE", { ...details, outcome: "not-sent" });
}

/** Without a connection to the service it is the proxy that answered: it would not make one. */
function refusedByProxy(call: Call, status: number): ChatError {
  const description = `the proxy refused to connect, with status ${status}`;
  return new ChatError("CHAT_UNREACHABLE", {
    operation: call.operation,
    outcome: "not-sent",
    error: "proxy",
    description,
  });
}

function networkWords(error: unknown, flight: Flight): { error: string; description: string } {
  if (flight.timedOut) return { error: "ETIMEDOUT", description: "no answer within the time-out" };
  const { code, message } = error as { code?: unknown; message?: unknown };
  return {
    error: typeof code === "string" ? code : "network",
    description: (typeof message === "string" ? message : "").slice(0, 300),
  };
}

function stopped(call: Call, connected: boolean): ChatError {
  return new ChatError("CHAT_STOPPED", { operation: call.operation, outcome: connected ? "unknown" : "not-sent" });
}
