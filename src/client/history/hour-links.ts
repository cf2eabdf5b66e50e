import type { CallContext, Send } from "../call";
import { ChatError, isChatError } from "../chat-error";
import { isJsonObject } from "../json-object";

/**
 * Asks for the links to an hour's files. They are good for half an hour, and nothing but they gives access: they belong
 * in no log and no error.
 *
 * @param hour by the service's clock: `yyyyMMddHH`
 * @returns addresses, in order; or what there is instead of files, for which the service has refusals of its own
 * @throws `CHAT_BAD_ANSWER` where the answer holds something else than links; whatever else the call ends with
 */
export async function hourLinks(
  send: Send,
  hour: string,
  context: CallContext,
): Promise<readonly string[] | "empty" | "not-ready"> {
  const path = `chatmessages/${encodeURIComponent(hour)}`;
  try {
    const answer = await send({ operation: "history", method: "GET", path, signedIn: true, repeatable: true }, context);
    return linksIn(answer.body);
  } catch (error) {
    const state = isChatError(error) ? refusedState(error) : undefined;
    if (state === undefined) throw error;
    return state;
  }
}

/** A 404 may as well mean that there is no such app, and a 400 that the hour is none. */
function refusedState({ details: { status, error, description = "" } }: ChatError): "empty" | "not-ready" | undefined {
  if (status === 404 && error === "storage_object_not_found") return "empty";
  if (status === 400 && error === "illegal_argument" && /^illegal arguments?: appkey/i.test(description)) {
    return "not-ready";
  }
  return undefined;
}

function linksIn(body: unknown): readonly string[] {
  const entries: unknown = isJsonObject(body) ? body["data"] : undefined;
  const links = Array.isArray(entries)
    ? entries.map((entry: unknown) => (isJsonObject(entry) ? entry["url"] : undefined))
    : [undefined];
  if (links.every(isLink)) return links;
  const description = "the answer holds no links to files of history";
  throw new ChatError("CHAT_BAD_ANSWER", { operation: "history", outcome: "sent", description });
}

function isLink(value: unknown): value is string {
  return typeof value === "string" && /^https?:\/\//i.test(value) && URL.canParse(value);
}
