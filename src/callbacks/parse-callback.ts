import { isJsonObject } from "../client/json-object";
import type { JsonObject } from "../client/message";
import type { Callback, CallbackEvent } from "./callback";
import { callbackEvent } from "./callback-event";
import { callbackPlace } from "./callback-place";
import { callbackRecord } from "./callback-record";
import { plainId } from "./plain-id";
import { replyTarget } from "./reply-target";

/** The longest `callId` that is taken; the service's have some 60 characters. They are remembered, so there is a bound. */
const longestCallId = 512;

/** What every callback must have to be looked at. */
export interface CallbackStamp {
  readonly callId: string;
  readonly timestamp: number;
  /** As it was signed: decimal digits. */
  readonly digits: string;
}

/**
 * Reads what identifies a callback.
 *
 * @returns `undefined` where it is none: no object, no `callId`, no `timestamp` in milliseconds
 */
export function callbackStamp(fields: JsonObject): CallbackStamp | undefined {
  const { callId, timestamp } = fields;
  if (typeof callId !== "string" || callId === "" || callId.length > longestCallId) return undefined;
  const number = typeof timestamp === "string" && /^\d{1,16}$/.test(timestamp) ? Number(timestamp) : timestamp;
  if (typeof number !== "number" || !Number.isSafeInteger(number) || number < 0) return undefined;
  return { callId, timestamp: number, digits: String(timestamp) };
}

/** Reads a callback whose stamp has been read; whatever else is missing in it is left out. */
export function parseCallback(body: JsonObject, { callId, timestamp }: CallbackStamp): Callback {
  const { security: _security, ...fields } = body;
  const event = callbackEvent(fields);
  const from = plainId(whoDid(fields, event), fields["appkey"]);
  const place = callbackPlace(fields, event);
  const reply = replyTarget(event, place, from);
  return {
    event,
    callId,
    // The service tells of a message, and of each who was away, under one call.
    repeatKey: event === "chat_offline" ? `${callId} ${String(fields["to"])}` : callId,
    timestamp,
    record: callbackRecord(fields, timestamp, from, place),
    fields,
    ...(from === undefined ? {} : { from }),
    ...(place.chatType === undefined ? {} : { chatType: place.chatType }),
    ...(reply === undefined ? {} : { reply }),
  };
}

/** Easemob's newer group events name an operator; of an edit, the outer names are the service's own. */
function whoDid(fields: JsonObject, event: CallbackEvent): unknown {
  const { payload, user, from, operator } = fields;
  if (event === "status") return user;
  if (event === "edit" && isJsonObject(payload)) return payload["from"] ?? from;
  return from ?? operator;
}
