import { isJsonObject } from "../client/json-object";
import { messageTypes } from "../client/message";
import type { JsonObject } from "../client/message";
import { isMessageType } from "../client/parsing/parse-body";
import { bad, good } from "../client/parsing/rule";
import type { Reading } from "../client/parsing/rule";
import { jsonCopy, text } from "../client/parsing/values";
import { isLoneBody } from "./is-lone-body";

/**
 * Reads how a message should read instead: a text; a body (`{ type, … }`), which takes the place of those it had; a record
 * of history (`{ payload }`); or a whole payload (`{ bodies }`).
 *
 * @param original the payload as it came: what a text or a body says nothing of stays
 * @returns what the service takes as `payload`
 */
export function changedPayload(value: unknown, original: JsonObject): Reading<JsonObject> {
  if (!isJsonObject(value)) {
    const words = text(value);
    return words.ok ? good(withBody({ type: "txt", msg: words.value }, original)) : words;
  }
  const copy = jsonCopy(value);
  if (!copy.ok) return copy;
  const given = copy.value as JsonObject;
  const { payload } = given;
  const whole = isJsonObject(payload) ? payload : given;
  const { bodies } = whole;
  // A record that the flow changed has a list, also where the service showed a lone body.
  if (Array.isArray(bodies)) return good(isLoneBody(original) && isJsonObject(bodies[0]) ? bodies[0] : whole);
  if (isMessageType(given["type"])) return good(withBody(given, original));
  return bad("unknown-body", { allowed: messageTypes.join(", ") });
}

/** In the shape in which the service showed the message. */
function withBody(body: JsonObject, original: JsonObject): JsonObject {
  return isLoneBody(original) ? body : { ...original, bodies: [body] };
}
