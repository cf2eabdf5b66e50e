import type { AgentOptions } from "node:https";
import type { Socket } from "node:net";
import type { Readable } from "node:stream";
import type { AxiosProxyConfig, AxiosResponse } from "axios";
import type { AppKey } from "../app-key";
import type { Answer, Call, Receive, Send } from "../call";
import { ChatError, isChatError } from "../chat-error";
import type { Clock } from "../clock";
import { loadPackage } from "../load-package";
import { answerContent, readWords } from "./answer-content";
import { createConnections } from "./connections";
import { hasEnvironmentProxy } from "./has-environment-proxy";
import { flightFailure, refusedByProxy, stopped } from "./flight-failure";
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
  /** The proxy on the way to a host; `false`: none. Default: the proxy environment variables. */
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
 * Creates the transport on axios: connections kept open and reused, no redirect followed (it would carry the token
 * elsewhere, and following costs a quarter of the throughput), every status an answer, and no axios error ever let out
 * (printed, one shows its Authorization header).
 *
 * Its errors: `CHAT_UNREACHABLE` (no connection: not sent), `CHAT_NO_ANSWER` (unknown), `CHAT_BAD_ANSWER` (accepted,
 * the answer broke off or was too large), `CHAT_STOPPED`, and what a file to upload or a receiver says of itself.
 */
export function createHttpTransport(options: TransportOptions): Transport {
  const { default: axios, AxiosHeaders } = loadPackage("axios");
  const connections = createConnections(options.idleMs ?? defaultIdleMs, options.tls);
  const secured = new WeakSet<Socket>();
  const root = `${options.baseUrl}/${options.appKey.orgName}/${options.appKey.appName}/`;
  // The adapter by itself: merging configurations and transforming bodies, which we have no use for, is half of the time
  // that axios takes for a call.
  const request = axios.getAdapter("http");
  const noProxy = options.proxyFor === undefined && !hasEnvironmentProxy(process.env);
  const settings = {
    ...(noProxy ? { proxy: false as const } : {}),
    maxRedirects: 0,
    maxContentLength: maxAnswerBytes,
    responseType: "text" as const,
    validateStatus: () => true,
  };
  // Bytes are handed on as they come: neither counted nor unzipped.
  const streamSettings = { ...settings, maxContentLength: -1, decompress: false, responseType: "stream" as const };

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
    const timer = createSilenceTimer(options.clock, options.timeoutMs, () => {
      flight.timedOut = true;
      end();
    });
    const body = requestBody(call, () => timer.heard());
    context.signal.addEventListener("abort", end, { once: true });
    try {
      const url = call.elsewhere ?? root + call.path;
      const proxy = options.proxyFor?.(new URL(url).hostname);
      const answered = request({
        ...(call.receive === undefined ? settings : streamSettings),
        ...connections.agentsFor(call),
        method: call.method,
        url,
        headers: new AxiosHeaders({ ...headersOf(call), ...body.headers }),
        transport: trackedTransport(flight, secured),
        ...(proxy === undefined ? {} : { proxy }),
        ...(call.query === undefined ? {} : { params: call.query }),
        ...(body.data === undefined ? {} : { data: body.data }),
      });
      const response = await Promise.race([answered, ended]);
      if (!flight.connected) throw refusedByProxy(call, response.status);
      const head = headOf(response);
      if (call.receive === undefined) return { ...head, body: parseJson(response.data) };
      const stream = response.data as Readable;
      const content = answerContent(stream, timer, (cause) =>
        thrownBy(() => flightFailure(call, context, flight, cause)),
      );
      // Of what nobody began to read, nobody else gives the connection back.
      return await delivered(call, call.receive, head, content).finally(() => stream.destroy());
    } catch (error) {
      return flightFailure(call, context, flight, body.fault?.() ?? error);
    } finally {
      timer.stop();
      context.signal.removeEventListener("abort", end);
      body.end();
      // Refused before all of the file was out: the rest would only keep the connection busy.
      if (call.form !== undefined && flight.request?.writableFinished === false) flight.request.destroy();
    }
  };

  return { send, close: () => connections.close() };
}

function headersOf(call: Call): Readonly<Record<string, string>> {
  return {
    accept: "application/json",
    // A file is wanted as it is, not packed for the way.
    ...(call.receive === undefined ? {} : { "accept-encoding": "identity" }),
    ...call.headers,
    // Whatever went wrong before, the token goes to the service alone.
    ...(call.token === undefined || call.elsewhere !== undefined ? {} : { authorization: `Bearer ${call.token}` }),
  };
}

function headOf(response: AxiosResponse): Omit<Answer, "body"> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) headers[name.toLowerCase()] = String(value);
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
