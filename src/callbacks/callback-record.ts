import { isJsonObject } from "../client/json-object";
import { isLoneBody } from "./is-lone-body";
import type { JsonObject } from "../client/message";
import type { CallbackPlace } from "./callback-place";

/**
 * What happened in the shape of a record of the service's history, so that one flow reads both. `to` is the group's or
 * room's id where there is one; `payload` is always there, empty where nothing was said.
 */
export function callbackRecord(
  fields: JsonObject,
  timestamp: number,
  from: string | undefined,
  place: CallbackPlace,
): JsonObject {
  const { msg_id: id, payload } = fields;
  const record: Record<string, unknown> = {};
  if (typeof id === "string" || typeof id === "number") record["msg_id"] = String(id);
  record["timestamp"] = timestamp;
  // What history says of every message, in whichever direction it went.
  record["direction"] = "outgoing";
  if (from !== undefined) record["from"] = from;
  if (place.to !== undefined) record["to"] = place.to;
  if (place.chatType !== undefined) record["chat_type"] = place.chatType;
  record["payload"] = isJsonObject(payload) ? withBodies(payload) : {};
  return record;
}

/** Easemob's page of rules before sending shows a lone body where all others show a list of them. */
function withBodies(payload: JsonObject): JsonObject {
  return isLoneBody(payload) ? { bodies: [payload] } : payload;
}
