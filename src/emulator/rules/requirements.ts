/** What every endpoint may ask of a request, in the order in which the service asks. */
import type { Call } from "../http/call";
import { describeJsonFault } from "./json-fault";
import { Refused } from "./refusal";
import { invalidRequestBody, jsonParse, reachedLimit, requestTooLarge, unsupportedMediaType } from "./refusals";
import type { EmulatorState } from "../service/state";

/** The vendor says 5 KB; that it means 5,120 bytes of raw body is our reading. */
const maximumBodyBytes = 5120;

/** @throws Refused 401 unless the request carries a token of the app. */
export function requireAppToken(call: Call, state: EmulatorState): void {
  const refusal = state.tokens.refusal(call.headers["authorization"], "app");
  if (refusal) throw new Refused(refusal);
}

/** @throws Refused 401 unless the request carries a token of the app or of one of its users. */
export function requireAnyToken(call: Call, state: EmulatorState): void {
  const refusal = state.tokens.refusal(call.headers["authorization"], "user");
  if (refusal) throw new Refused(refusal);
}

/** @throws Refused 415 for another content type than JSON, if the emulator is strict about it. */
export function requireJsonType(call: Call, state: EmulatorState): void {
  const mediaType = call.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (state.settings.strictContentType && mediaType !== "application/json") throw new Refused(unsupportedMediaType);
}

/** @throws Refused 413 above 5 KB. */
export function requireSize(call: Call): void {
  if (call.bodyIsCut || call.body.length > maximumBodyBytes) throw new Refused(requestTooLarge);
}

/** The body's JSON. @throws Refused 400 in the words of the dialect. */
export function requireJson(call: Call, dialect: "current" | "legacy"): unknown {
  let text = "";
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(call.body);
    return JSON.parse(text);
  } catch {
    throw new Refused(dialect === "current" ? invalidRequestBody : jsonParse(describeJsonFault(text)));
  }
}

/** Counts the call. @throws Refused 429 when the app has made too many; else the way to take the call back. */
export function requireCallQuota(state: EmulatorState): () => void {
  const takeBack = state.limits.takeCall();
  if (!takeBack) throw new Refused(reachedLimit);
  return takeBack;
}

/** Counts a call for an hour of history. @throws Refused 429 when the app has made too many, of these or of all calls. */
export function requireHistoryQuota(state: EmulatorState): void {
  if (!state.limits.takeHistoryCall()) throw new Refused(reachedLimit);
}
