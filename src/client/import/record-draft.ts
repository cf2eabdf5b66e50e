import type { Issue } from "../issue";
import { isJsonObject } from "../json-object";
import type { JsonObject } from "../message";
import { historyContent } from "../parsing/history-body";
import type { PathOf } from "../parsing/parse-body";
import { isGiven } from "../parsing/rule";
import { kindOf } from "../parsing/values";

/** A value, and where it stands. */
export interface Placed {
  readonly path: string;
  readonly value: unknown;
}

/** A record of either shape, in the words of sending: nothing of it has been checked. */
export interface RecordDraft {
  readonly from: Placed;
  readonly target: Placed;
  readonly timestamp: Placed;
  /** `chat` or `groupchat`, where the record says it. */
  readonly chatType: Placed;
  readonly markRead: Placed;
  readonly needDownload: Placed;
  /** With its `type`; `undefined` where it is missing or no object, which has been said then. */
  readonly body: JsonObject | undefined;
  readonly pathOf: PathOf;
  readonly ext: unknown;
}

/**
 * Finds out which of the two shapes a record has: the service's for importing, or its history's.
 *
 * @param place the record's own path: `records[3]`
 * @param issues takes what makes it no record at all
 */
export function draftOfRecord(record: unknown, place: string, issues: Issue[]): RecordDraft | undefined {
  if (!isJsonObject(record)) {
    issues.push({ path: place, problem: "not-a-record", params: { found: kindOf(record) } });
    return undefined;
  }
  const placed = (name: string): Placed => ({ path: `${place}.${name}`, value: record[name] });
  const switches = { markRead: placed("is_ack_read"), needDownload: placed("need_download") };
  const common = { ...switches, chatType: placed("chat_type") };

  const payload = record["payload"];
  const content = historyContent(record);
  if (isJsonObject(payload) && content !== undefined) {
    // Of the two places for sender and recipient, the inner one is what the message says.
    const inner = (name: string): Placed =>
      isGiven(payload[name]) ? { path: `${place}.payload.${name}`, value: payload[name] } : placed(name);
    return {
      ...common,
      from: inner("from"),
      target: inner("to"),
      timestamp: placed("timestamp"),
      ...content,
      pathOf: (field) => `${place}.payload.bodies[0].${field}`,
    };
  }

  const isImport = ["from", "target", "type", "body"].some((name) => isGiven(record[name]));
  if (isGiven(payload) || !isImport) {
    issues.push({ path: place, problem: "not-a-record", params: { found: kindOf(record) } });
    return undefined;
  }
  return {
    ...common,
    from: placed("from"),
    target: placed("target"),
    timestamp: placed("msg_timestamp"),
    body: bodyOf(record, place, issues),
    pathOf: (field) => (field === "type" ? `${place}.type` : `${place}.body.${field}`),
    ext: record["ext"],
  };
}

/** The content and, beside it, the kind of message that it is. */
function bodyOf(record: JsonObject, place: string, issues: Issue[]): JsonObject | undefined {
  const { body, type } = record;
  if (isJsonObject(body)) return { ...body, type };
  const path = `${place}.body`;
  if (isGiven(body)) {
    issues.push({ path, problem: "not-an-object", params: { found: kindOf(body), example: '{"msg":"…"}' } });
  } else {
    issues.push({ path, problem: "required" });
  }
  return undefined;
}
