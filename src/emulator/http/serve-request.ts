/** What the emulator's first address serves: its page, the page's files and events, what it does when asked to, and the service. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Answer } from "./answer";
import { attempt } from "./attempt";
import { partOf } from "./byte-range";
import { openToAll, preflightAnswer } from "./cors";
import { isControl, readControl } from "./control";
import { findEndpoint, findResource } from "../endpoints/find-endpoint";
import { pageFile, readPageFile } from "./page-files";
import { readSharedFile, sharedFile } from "./shared-files";
import { answerSaying, isSaying } from "./serve-say";
import { serveCall, type Target } from "./serve-call";
import type { Serving } from "./serving";
import { createWire } from "./wire";

/** Serves one request; rejects only when the caller went away, and then there is nothing left to do. */
export async function serveRequest(
  serving: Serving,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.on("error", () => undefined); // the caller went away while being answered
  const { method } = request;
  const url = request.url ?? "";
  const [path = ""] = url.split("?");
  const send = (answer: Answer): void => {
    createWire({ request, response, record: { status: null }, held: serving.held }).send(answer);
  };

  const ofPage = method === "GET" ? pageFile(path) : undefined;
  const shared = method === "GET" ? sharedFile(url) : undefined;
  if (ofPage !== undefined) send(await readPageFile(serving.pageFolder, ofPage));
  else if (shared !== undefined) send(partOf(await readSharedFile(serving.state, shared), request.headers.range));
  else if (method === "GET" && path === "/events") serving.pageEvents.connect(response);
  else if (isSaying(method, path)) send(await answerSaying(request, serving.say));
  else if (serving.goAway !== undefined && isControl(method, path)) {
    const { answer, awayMs } = await readControl(request);
    // First the answer, whole; then nobody gets another one.
    if (awayMs !== undefined) response.once("close", () => void serving.goAway?.(awayMs));
    send(answer);
  } else if (method === "OPTIONS") send(await answerPreflight(serving, path));
  else await serveCall(serving, request, response, (verb, at) => target(serving, verb, at), openToAll);
}

function target({ state }: Serving, method: string, path: string): Target {
  const { endpoint, parameters } = findEndpoint(state.app, method, path);
  const { operation, bodyBytes } = endpoint;
  return { operation, bodyBytes, parameters, answer: (call) => endpoint.answer(call, state) };
}

/** Browsers ask before they call; that they ask is nothing that tests want to know, so it is not recorded. */
async function answerPreflight({ state }: Serving, path: string): Promise<Answer> {
  const methods = await attempt(state.now, state.now(), () =>
    findResource(state.app, path).map(({ endpoint }) => endpoint.method),
  );
  if (methods.refused) return { ...methods.answer, headers: { ...openToAll, ...methods.answer.headers } };
  return preflightAnswer(methods.result);
}
