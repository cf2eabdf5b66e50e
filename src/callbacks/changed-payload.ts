import { isJsonObject } from "../client/json-object";
import { messageTypes } from "../client/message";
import type { JsonObject } from "../client/message";
import { isMessageType } from "../client/parsing/parse-body";
import { bad, good } from "../client/parsing/rule";
import type { Reading } from "../client/parsing/rule";
import { jsonCopy, text } from "../client/parsing/values";

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
    return words.ok ? good({ ...original, bodies: [{ type: "txt", msg: words.value }] }) : words;
  }
  const copy = jsonCopy(value);
  if (!copy.ok) return copy;
  const given = copy.value as JsonObject;
  const { payload } = given;
  if (isJsonObject(payload) && Array.isArray(payload["bodies"])) return good(payload);
  if (Array.isArray(given["bodies"])) return good(given);
  if (isMessageType(given["type"])) return good({ ...original, bodies: [given] });
  return bad("unknown-body", { allowed: messageTypes.join(", ") });
}
