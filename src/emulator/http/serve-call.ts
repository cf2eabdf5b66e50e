/** One call from its arrival to its answer: path, body, planned fault, and whoever answers it. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Answer } from "./answer";
import { attempt } from "./attempt";
import type { Call } from "./call";
import type { Operation } from "../endpoints/endpoint";
import { readBody } from "./read-body";
import type { Serving } from "./serving";
import { createWire } from "./wire";

/** Whom a call is for. */
export interface Target {
  readonly operation: Operation;
  /** What stood in the path for the `{names}`. */
  readonly parameters: Readonly<Record<string, string>>;
  /** How much of the body is read. */
  readonly bodyBytes: number | undefined;
  /** Answers, or throws `Refused`. */
  readonly answer: (call: Call) => Answer | Promise<Answer>;
}

/**
 * Serves one call; rejects only when the caller went away, and then there is nothing left to do.
 *
 * @param find from method and path to the target; throws `Refused` @param headers what every answer carries besides its own
 */
export async function serveCall(
  { state, requests, faults, latency, held }: Serving,
  request: IncomingMessage,
  response: ServerResponse,
  find: (method: string, path: string) => Target,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const method = request.method ?? "";
  const [path, query] = splitOnce(request.url ?? "", "?");
  const target = await attempt(state.now, state.now(), () => find(method, path));
  const { bytes, isCut } = await readBody(request, target.refused ? undefined : target.result.bodyBytes);
  await latency.wayIn({ request, response, held });
  const call: Call = {
    method,
    path,
    parameters: target.refused ? {} : target.result.parameters,
    query: new URLSearchParams(query),
    headers: joinedHeaders(request),
    body: bytes,
    bodyIsCut: isCut,
    arrivedAt: state.now(),
  };
  const record = requests.add(target.refused ? null : target.result.operation, call);
  const wire = createWire({ request, response, record, held, headers });
  const answer = target.refused ? () => wire.send(target.answer) : await answerOf(target.result);
  await latency.wayOut({ request, response, held });
  answer();

  /** Does what the call asks for; returns the way to say how it went. */
  async function answerOf({ operation, answer: ask }: Target): Promise<() => void> {
    const planned = faults.take(operation);
    const fault = planned?.fault;
    if (fault?.moment === "instead") return () => fault.play(wire, state.now());
    const outcome = await attempt(state.now, call.arrivedAt, () => ask(call));
    if (outcome.refused) {
      planned?.putBack();
      return () => wire.send(outcome.answer);
    }
    return () => (fault ? fault.play(wire, outcome.result) : wire.send(outcome.result));
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
