import { isJsonObject } from "../json-object";
import type { JsonObject } from "../message";

/** A record of the service's history: its body and what travelled beside it. */
export interface HistoryContent {
  /** In the words of sending. */
  readonly body: JsonObject;
  readonly ext: JsonObject;
}

/**
 * Reads what a history record says (`payload.bodies[0]`) in the words of sending: they differ in small ways.
 *
 * @returns `undefined` where it is no such record
 */
export function historyContent(record: JsonObject): HistoryContent | undefined {
  const payload = record["payload"];
  if (!isJsonObject(payload) || !Array.isArray(payload["bodies"])) return undefined;
  const [first] = payload["bodies"] as unknown[];
  if (!isJsonObject(first)) return undefined;
  return { body: sendingWords(first), ext: isJsonObject(payload["ext"]) ? payload["ext"] : {} };
}

function sendingWords(body: JsonObject): JsonObject {
  const { "v2:customExts": customExtsMap, file_name: fileName, ...words } = body;
  const customExts = customExtsMap ?? merged(words["customExts"]);
  return {
    ...words,
    ...(customExts === undefined ? {} : { customExts }),
    // The vendor's table of history records calls it so; its examples do not.
    ...(fileName === undefined ? {} : { filename: fileName }),
    // Commands come back with `msg` from some services.
    ...(body["type"] === "cmd" && body["action"] === undefined ? { action: body["msg"], msg: undefined } : {}),
  };
}

/** Some clusters write the map as a list of objects with one key each. */
function merged(customExts: unknown): unknown {
  if (!Array.isArray(customExts) || !customExts.every(isJsonObject)) return customExts;
  return Object.fromEntries(customExts.flatMap((each) => Object.entries(each)));
}
