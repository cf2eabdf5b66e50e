/** What an imported message must say. */
import { isBoolean, isObject, isString, isText, keepsRules, optional, type FieldRules } from "./field-rules";
import { bodyKeepsRules, isMessageType } from "./message-bodies";
import { importFieldEmpty, importTimeBackwards, importTimeIllegal } from "./message-refusals";
import type { MessageType } from "../service/messages";
import { Refused } from "./refusal";
import { invalidRequestBody } from "./refusals";
import type { EmulatorState } from "../service/state";

/** An imported message that every check has let through. */
export interface ImportedMessage {
  readonly from: string;
  readonly target: string;
  readonly type: MessageType;
  readonly body: Readonly<Record<string, unknown>>;
  readonly ext: Readonly<Record<string, unknown>> | undefined;
  /** Epoch milliseconds. */
  readonly timestamp: number;
  readonly isRead: boolean;
  readonly needDownload: boolean;
}

const fieldTypes: FieldRules = {
  from: optional((value) => value === null || isString(value)),
  target: optional((value) => value === null || isString(value)),
  type: optional((value) => value === null || isString(value)),
  body: optional((value) => value === null || isObject(value)),
  ext: optional(isObject),
  is_ack_read: optional(isBoolean),
  msg_timestamp: optional(Number.isSafeInteger),
  need_download: optional(isBoolean),
};

const earliestMs = 1000;

/** @throws Refused 400 with the first thing that is wrong: fields, then the time. */
export function checkImport(json: unknown, chatType: "users" | "chatgroups", state: EmulatorState): ImportedMessage {
  if (!isObject(json) || !keepsRules(json, fieldTypes)) throw new Refused(invalidRequestBody);
  const { from, target, type, body, ext, is_ack_read: isRead, msg_timestamp: time, need_download: needDownload } = json;
  if (!isText(from)) throw new Refused(importFieldEmpty("from"));
  if (!isText(target)) throw new Refused(importFieldEmpty("target"));
  if (!isText(type)) throw new Refused(importFieldEmpty("type"));
  if (!isObject(body) || Object.keys(body).length === 0) throw new Refused(importFieldEmpty("body"));
  if (!isMessageType(type) || !bodyKeepsRules("current", type, body)) throw new Refused(invalidRequestBody);

  const now = state.now();
  const timestamp = typeof time === "number" ? time : now;
  if (timestamp < earliestMs || (chatType === "chatgroups" && timestamp > now)) throw new Refused(importTimeIllegal);
  const last = state.importTimes.latest({ chatType, from, target });
  // "Must increase": of two in the same millisecond only one has a place.
  if (last !== undefined && typeof time === "number" && timestamp <= last) throw new Refused(importTimeBackwards);
  return {
    from,
    target,
    type,
    body,
    ext: isObject(ext) ? ext : undefined,
    timestamp,
    isRead: isRead === true,
    needDownload: needDownload === true,
  };
}
