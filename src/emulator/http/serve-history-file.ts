/** The second address: the object store that keeps the history files and knows nothing of the service's tokens. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Answer } from "./answer";
import type { Call } from "./call";
import { Refused } from "../rules/refusal";
import { linkExpired, linkForged, noSuchKey, storeMethodNotAllowed, twoWaysToSignIn } from "../rules/store-refusals";
import { serveCall } from "./serve-call";
import type { Serving } from "./serving";
import type { EmulatorState } from "../service/state";

/** Serves one request; rejects only when the caller went away, and then there is nothing left to do. */
export async function serveHistoryFile(
  serving: Serving,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.on("error", () => undefined); // the caller went away while being answered
  await serveCall(serving, request, response, (method) => {
    if (method !== "GET") throw new Refused(storeMethodNotAllowed);
    const answer = (call: Call): Promise<Answer> => answerFile(call, serving.state);
    return { operation: "history-file", parameters: {}, bodyBytes: undefined, answer };
  });
}

async function answerFile(call: Call, { history, historyLinks }: EmulatorState): Promise<Answer> {
  // The link says who may read; a token besides it is refused, as the real stores refuse it.
  if (call.headers["authorization"] !== undefined) throw new Refused(twoWaysToSignIn);
  const verdict = historyLinks.verdict(call.path, call.query);
  if (verdict === "forged") throw new Refused(linkForged);
  if (verdict === "expired") throw new Refused(linkExpired);
  const file = historyLinks.find(call.path);
  const body = file && (await history.read(file.hour, file.index));
  if (!body) throw new Refused(noSuchKey);
  return { status: 200, headers: { "content-type": "application/x-gzip" }, body };
}
