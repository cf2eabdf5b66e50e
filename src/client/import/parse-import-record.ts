import { chatTypeOf } from "../chat-type-words";
import { maxBodyBytes } from "../dialects/dialect";
import type { Dialect } from "../dialects/dialect";
import type { Issue } from "../issue";
import { parseOneId } from "../parsing/one-id";
import { parseBody } from "../parsing/parse-body";
import { parseExt } from "../parsing/parse-ext";
import { isGiven } from "../parsing/rule";
import { kindOf } from "../parsing/values";
import { importJson } from "./import-record";
import type { ImportChatType, ImportRecord } from "./import-record";
import { draftOfRecord } from "./record-draft";
import type { Placed } from "./record-draft";

/** What all records are checked by. */
export interface ImportRules {
  /** Of records that do not say it themselves. */
  readonly chatType: ImportChatType;
  /** Whether records count as read that do not say it themselves. */
  readonly markRead: boolean;
  /** Whether the service fetches the files of records that do not say it themselves. */
  readonly needDownload: boolean;
  readonly dialect: Dialect;
  /** Milliseconds since 1970: a group takes nothing from the future. */
  readonly nowMs: number;
}

/** The service's own bound for a record's time: what lies below is no time in milliseconds. */
const leastTimestamp = 1_000;

/**
 * Checks one record.
 *
 * @param place the record's own path: `records[3]`
 * @param issues takes every problem found
 * @returns `undefined` where there were problems
 */
export function parseImportRecord(
  record: unknown,
  place: string,
  rules: ImportRules,
  issues: Issue[],
): ImportRecord | undefined {
  const before = issues.length;
  const draft = draftOfRecord(record, place, issues);
  if (draft === undefined) return undefined;
  const chatType = parseChatType(draft.chatType, rules.chatType, issues);
  const from = parseOneId(draft.from.value, draft.from.path, issues);
  const target = parseOneId(draft.target.value, draft.target.path, issues);
  const timestamp = parseTimestamp(draft.timestamp, chatType === "chatgroups" ? rules.nowMs : undefined, issues);
  const markRead = parseSwitch(draft.markRead, rules.markRead, issues);
  const needDownload = parseSwitch(draft.needDownload, rules.needDownload, issues);
  const body = draft.body && parseBody(draft.body, rules.dialect, draft.pathOf, issues);
  const extIssues: Issue[] = [];
  const ext = parseExt(draft.ext, {}, undefined, extIssues);
  issues.push(...extIssues.map((issue) => ({ ...issue, path: `${place}.${issue.path}` })));
  if (issues.length > before || chatType === undefined || from === undefined || target === undefined) return undefined;
  if (body === undefined) return undefined;

  const checked: ImportRecord = {
    chatType,
    json: {
      from,
      target,
      type: body.type,
      body: body.fields,
      ...(ext === undefined ? {} : { ext }),
      ...(markRead ? { is_ack_read: true } : {}),
      ...(needDownload ? { need_download: true } : {}),
    },
    conversation: conversationOf(chatType, from, target),
    ...(timestamp === undefined ? {} : { timestamp }),
  };
  const bytes = Buffer.byteLength(importJson(checked), "utf8");
  if (bytes <= maxBodyBytes) return checked;
  issues.push({ path: place, problem: "too-large", params: { found: bytes, allowed: maxBodyBytes } });
  return undefined;
}

/** Old services fold ids to lower case: what may be one conversation is kept in one order. */
function conversationOf(chatType: ImportChatType, from: string, target: string): string {
  const members = (chatType === "users" ? [from, target] : [target]).map((id) => id.toLowerCase());
  return JSON.stringify([chatType, ...members.sort()]);
}

function parseChatType(
  { path, value }: Placed,
  byDefault: ImportChatType,
  issues: Issue[],
): ImportChatType | undefined {
  if (!isGiven(value)) return byDefault;
  const chatType = chatTypeOf(value);
  if (chatType === "users" || chatType === "chatgroups") return chatType;
  issues.push({ path, problem: "not-a-choice", params: { allowed: "chat, groupchat" } });
  return undefined;
}

/** @param most the latest time allowed; `undefined` where there is no such bound */
function parseTimestamp({ path, value }: Placed, most: number | undefined, issues: Issue[]): number | undefined {
  if (!isGiven(value)) return undefined;
  const isDigits = typeof value === "string" && /^\s*\d+\s*$/.test(value);
  const number = Math.trunc(isDigits || typeof value === "number" ? Number(value) : NaN);
  if (Number.isNaN(number)) {
    issues.push({ path, problem: "not-a-number", params: { found: kindOf(value) } });
  } else if (number < leastTimestamp || number > (most ?? Number.MAX_SAFE_INTEGER)) {
    issues.push({ path, problem: "out-of-range", params: { found: number, least: leastTimestamp, most: most ?? "∞" } });
  } else {
    return number;
  }
  return undefined;
}

function parseSwitch({ path, value }: Placed, byDefault: boolean, issues: Issue[]): boolean {
  if (!isGiven(value)) return byDefault;
  if (typeof value === "boolean") return value;
  issues.push({ path, problem: "not-a-choice", params: { allowed: "true, false" } });
  return byDefault;
}
