/** One request from its arrival to its answer: page or service, path, planned fault, endpoint. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Answer } from "./answer";
import type { Call } from "./call";
import type { Endpoint } from "../endpoints/endpoint";
import { findEndpoint } from "../endpoints/find-endpoint";
import type { createFaultPlan } from "../fault-plan";
import type { PageEvents } from "./page-events";
import { pageFile, readPageFile } from "./page-files";
import { readBody } from "./read-body";
import { refusalAnswer, Refused } from "../rules/refusal";
import { internalError } from "../rules/refusals";
import type { RequestLog } from "./request-log";
import type { EmulatorState } from "../service/state";
import { createWire, type Held } from "./wire";

/** All that serving a request takes. */
export interface Serving {
  readonly state: EmulatorState;
  readonly requests: RequestLog;
  readonly faults: ReturnType<typeof createFaultPlan>;
  readonly pageEvents: PageEvents;
  readonly pageFolder: string;
  /** Callers kept waiting on purpose. */
  readonly held: Held;
}

/** Serves one request; rejects only when the caller went away, and then there is nothing left to do. */
export async function serveRequest(
  serving: Serving,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.on("error", () => undefined); // the caller went away while being answered
  const method = request.method ?? "";
  const [path, query] = splitOnce(request.url ?? "", "?");
  const file = method === "GET" ? pageFile(path) : undefined;
  if (file !== undefined) await servePage(serving, file, response);
  else if (method === "GET" && path === "/events") serving.pageEvents.connect(response);
  else await serveCall(serving, method, path, query, request, response);
}

async function servePage({ pageFolder }: Serving, file: string, response: ServerResponse): Promise<void> {
  const { status, headers, body } = await readPageFile(pageFolder, file);
  response.writeHead(status, { ...headers, "content-length": body.length }).end(body);
}

async function serveCall(
  { state, requests, faults, held }: Serving,
  method: string,
  path: string,
  query: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { bytes, isCut } = await readBody(request);
  const call: Call = {
    method,
    path,
    query: new URLSearchParams(query),
    headers: joinedHeaders(request),
    body: bytes,
    bodyIsCut: isCut,
    arrivedAt: state.now(),
  };
  const endpoint = attempt(state, call, () => findEndpoint(state.app, method, path));
  const record = requests.add(endpoint.refused ? null : endpoint.result.operation, call);
  const wire = createWire(request, response, record, held);
  if (endpoint.refused) {
    wire.send(endpoint.answer);
    return;
  }

  const planned = faults.take(endpoint.result.operation);
  if (planned?.fault.moment === "instead") {
    planned.fault.play(wire, state.now());
    return;
  }
  const outcome = attempt(state, call, () => endpoint.result.answer(call, state));
  if (outcome.refused) {
    planned?.putBack();
    wire.send(outcome.answer);
  } else if (planned) {
    planned.fault.play(wire, outcome.result);
  } else {
    wire.send(outcome.result);
  }
}

type Attempt<Result> =
  { readonly refused: false; readonly result: Result } | { readonly refused: true; readonly answer: Answer };

function attempt<Result extends Endpoint | Answer>(
  state: EmulatorState,
  call: Call,
  step: () => Result,
): Attempt<Result> {
  try {
    return { refused: false, result: step() };
  } catch (error) {
    const now = state.now();
    const refusal = error instanceof Refused ? error.refusal : internalError;
    return { refused: true, answer: refusalAnswer(refusal, now, now - call.arrivedAt) };
  }
}

function joinedHeaders(request: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );
}

function splitOnce(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + separator.length)];
}
