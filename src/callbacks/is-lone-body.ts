import { isMessageType } from "../client/parsing/parse-body";
import type { JsonObject } from "../client/message";

/** Whether a callback's payload is one body itself, instead of holding a list of them. */
export function isLoneBody(payload: JsonObject): boolean {
  return payload["bodies"] === undefined && isMessageType(payload["type"]);
}
