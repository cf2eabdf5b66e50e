import { isJsonObject } from "../json-object";
import type { JsonObject } from "../message";
import type { HistoryFilter } from "./history-request";

/** Whether a record of history is one of those wanted. */
export function matchesFilter(record: JsonObject, filter: HistoryFilter): boolean {
  const { chatTypes, messageTypes, sender, receiver } = filter;
  const payload = isJsonObject(record["payload"]) ? record["payload"] : {};
  return (
    (chatTypes === undefined || includes(chatTypes, record["chat_type"])) &&
    (messageTypes === undefined || typesOf(payload).some((type) => includes(messageTypes, type))) &&
    (sender === undefined || partyOf(record, payload, "from") === sender) &&
    (receiver === undefined || partyOf(record, payload, "to") === receiver)
  );
}

/** The names outside may be internal ones: those in the payload count, where there are any. */
function partyOf(record: JsonObject, payload: JsonObject, name: "from" | "to"): unknown {
  return typeof payload[name] === "string" ? payload[name] : record[name];
}

function typesOf(payload: JsonObject): readonly unknown[] {
  const { bodies } = payload;
  return Array.isArray(bodies) ? bodies.map((body: unknown) => (isJsonObject(body) ? body["type"] : undefined)) : [];
}

function includes(words: readonly string[], word: unknown): boolean {
  return typeof word === "string" && words.includes(word);
}
