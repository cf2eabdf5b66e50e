import type { AgentOptions } from "node:https";
import type { Socket } from "node:net";
import type { Readable } from "node:stream";
import type { AxiosProxyConfig } from "axios";
import type { AppKey } from "../app-key";
import type { Answer, Call, Receive, Send } from "../call";
import { ChatError, isChatError } from "../chat-error";
import type { Clock } from "../clock";
import { onAbort } from "../on-abort";
import type { Adapter, AdapterResponse } from "./adapter";
import { answerContent, readWords } from "./answer-content";
import { axiosAdapter } from "./axios-adapter";
import { createConnections } from "./connections";
import { hasEnvironmentProxy } from "./has-environment-proxy";
import { flightFailure, refusedByProxy, stopped } from "./flight-failure";
import { jsonAdapter } from "./json-adapter";
import { parseJson } from "./parse-json";
import { requestBody } from "./request-body";
import { createSilenceTimer } from "./silence-timer";
import { trackedTransport } from "./tracked-transport";
import type { Flight } from "./tracked-transport";

/** Where and how the requests go. */
export interface TransportOptions {
  /** As {@link parseBaseUrl} returns it. */
  readonly baseUrl: string;
  readonly appKey: AppKey;
  /** One request from start to end, milliseconds; where a file goes up or down, only its silences. */
  readonly timeoutMs: number;
  readonly clock: Clock;
  /** How long a connection is kept that nobody uses, milliseconds. Default: 30 seconds. */
  readonly idleMs?: number;
  /** Node.js's TLS options (`ca`, `cert`, `rejectUnauthorized` …). Default: the machine's. */
  readonly tls?: AgentOptions;
  /** The proxy on the way to a host; `false`: none. Default: what the proxy environment variables say. */
  readonly proxyFor?: (hostname: string) => AxiosProxyConfig | false;
}

/** The bottom of the stack: one request, one answer. */
export interface Transport {
  readonly send: Send;
  /** Closes the connections that are kept open. */
  close(): void;
}

/** An answer larger than this is not read to its end; the service's largest, receipts of 600 users, has about 40 KB. */
const maxAnswerBytes = 1024 * 1024;

/**
 * Shorter than servers and balancers keep idle connections (60 seconds and more). Were they to close first, a message a
 * minute would again and again leave on a connection that is just being closed, and nobody would know if it arrived.
 */
const defaultIdleMs = 30_000;

/**
 * Creates the transport: connections kept open and reused, no redirect followed (it would carry the token elsewhere, and
 * following costs a quarter of the throughput), every status an answer, and no error of axios' or Node.js' ever let out
 * (printed, one of axios' shows its Authorization header). What needs a proxy, a form or a stream is made by axios.
 *
 * Its errors: `CHAT_UNREACHABLE` (no connection: not sent), `CHAT_NO_ANSWER` (unknown), `CHAT_BAD_ANSWER` (accepted,
 * the answer broke off or was too large), `CHAT_STOPPED`, and what a file to upload or a receiver says of itself.
 */
export function createHttpTransport(options: TransportOptions): Transport {
  const connections = createConnections(options.idleMs ?? defaultIdleMs, options.tls);
  const stood = new WeakSet<Socket>();
  const root = `${options.baseUrl}/${options.appKey.orgName}/${options.appKey.appName}/`;
  const proxyFor = options.proxyFor ?? (hasEnvironmentProxy(process.env) ? () => undefined : () => false as const);

  const send: Send = async (call, context) => {
    if (context.signal.aborted) throw stopped(call, false);
    const flight: Flight = { connected: false, timedOut: false, ended: false };
    let giveUp: (reason: Error) => void = () => undefined;
    // Not axios's own signal: a controller and three listeners a call cost more than the one that is needed. And not the
    // end of the request alone: one that waits for its socket, or for its proxy, says nothing when it is ended.
    const end = (): void => {
      flight.ended = true;
      flight.request?.destroy(new Error("ended"));
      giveUp(new Error("ended"));
    };
    const timer = createSilenceTimer(options.clock, options.timeoutMs, () => {
      flight.timedOut = true;
      end();
    });
    const body = requestBody(call, () => timer.heard());
    const forget = onAbort(context.signal, end);
    try {
      const url = new URL(call.elsewhere ?? root + call.path);
      const adapter = adapterFor(call, proxyFor(url.hostname));
      const response = await new Promise<AdapterResponse>((resolve, reject) => {
        giveUp = reject;
        adapter({
          agents: connections.agentsFor(call),
          method: call.method,
          url,
          headers: headersOf(call, body.headers),
          transport: trackedTransport(flight, stood),
          maxContentLength: maxAnswerBytes,
          params: call.query,
          data: body.data,
        }).then(resolve, reject);
      });
      if (!flight.connected) throw refusedByProxy(call, response.status);
      const head = headOf(response);
      if (call.receive === undefined) return { ...head, body: parseJson(response.data) };
      const stream = response.data as Readable;
      const content = answerContent(stream, timer, (cause) =>
        thrownBy(() => flightFailure(call, context, flight, cause)),
      );
      // Where it was not read to its end, nobody else gives the connection up.
      return await delivered(call, call.receive, head, content).finally(() => stream.destroy());
    } catch (error) {
      return flightFailure(call, context, flight, body.fault?.() ?? error);
    } finally {
      timer.stop();
      forget();
      body.end();
      // Refused before all of the file was out: the rest would only keep the connection busy.
      if (call.form !== undefined && flight.request?.writableFinished === false) flight.request.destroy();
    }
  };

  return { send, close: () => connections.close() };
}

/** @param proxy `undefined`: the environment knows */
function adapterFor(call: Call, proxy: AxiosProxyConfig | false | undefined): Adapter {
  const asStream = call.receive !== undefined;
  if (proxy === false && !asStream && call.form === undefined) return jsonAdapter;
  return axiosAdapter({ proxy, asStream });
}

function headersOf(call: Call, ofBody: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const headers: Record<string, string> = { accept: "application/json", "user-agent": "node-red-agora-chat" };
  // A file is wanted as it is, not packed for the way.
  if (call.receive !== undefined) headers["accept-encoding"] = "identity";
  Object.assign(headers, call.headers, ofBody);
  // Whatever went wrong before, the token goes to the service alone.
  if (call.token !== undefined && call.elsewhere === undefined) headers["authorization"] = `Bearer ${call.token}`;
  return headers;
}

function headOf(response: AdapterResponse): Omit<Answer, "body"> {
  const headers: Record<string, string> = {};
  for (const name of Object.keys(response.headers)) headers[name.toLowerCase()] = String(response.headers[name]);
  return { status: response.status, headers };
}

/** Hands the bytes of an accepted answer on; reads the words of any other. */
async function delivered(
  call: Call,
  receive: Receive,
  head: Omit<Answer, "body">,
  content: AsyncIterable<Uint8Array>,
): Promise<Answer> {
  if (head.status < 200 || head.status >= 300) {
    return { ...head, body: parseJson(await readWords(content, maxAnswerBytes)) };
  }
  try {
    await receive(content, head.headers);
  } catch (error) {
    if (isChatError(error)) throw error;
    throw new ChatError("CHAT_BAD_ANSWER", { operation: call.operation, outcome: "sent", status: head.status });
  }
  return { ...head, body: undefined };
}

/** What a function throws; what it returns, where it throws nothing. */
function thrownBy(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}
