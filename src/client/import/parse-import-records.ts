import { setImmediate } from "node:timers/promises";
import { ChatError } from "../chat-error";
import type { Dialect } from "../dialects/dialect";
import type { Issue } from "../issue";
import { mostIssues } from "../parsing/most-issues";
import { isGiven } from "../parsing/rule";
import { importChatTypes } from "./import-record";
import type { ImportChatType, ImportRecord } from "./import-record";
import { parseImportRecord } from "./parse-import-record";
import type { ImportRules } from "./parse-import-record";

/** What the node says for all records: nothing of it has been checked. */
export interface ImportOptions {
  /** `users` or `chatgroups`, of records that do not say it themselves. */
  readonly chatType: unknown;
  readonly markRead: boolean;
  readonly needDownload: boolean;
}

/** What surrounds the check. */
export interface ImportCheck {
  readonly dialect: Dialect;
  /** By the wall's clock, milliseconds since 1970. */
  readonly nowMs: number;
  readonly signal: AbortSignal;
}

/** Records checked before everything else in the process gets its turn: a few milliseconds of work. */
const recordsPerTurn = 100;

/**
 * Checks what is to be imported: one record or a list, in the service's shape for importing or in its history's. A long
 * list is checked in turns with everything else that the process has to do.
 *
 * @param issues takes every problem of every record, with its place: `records[3].from`; past a hundred nobody looks on
 * @returns the records in the order given; of no use where there were problems
 * @throws `CHAT_STOPPED` where the signal ends it
 */
export async function parseImportRecords(
  value: unknown,
  options: ImportOptions,
  { dialect, nowMs, signal }: ImportCheck,
  issues: Issue[],
): Promise<readonly ImportRecord[]> {
  const chatType = parseChatType(options.chatType, issues);
  if (!isGiven(value)) issues.push({ path: "records", problem: "required" });
  if (!isGiven(value) || chatType === undefined) return [];
  const rules: ImportRules = { ...options, chatType, dialect, nowMs };
  if (!Array.isArray(value)) return [readable(value, "records", rules, issues)].filter((each) => each !== undefined);
  const given = copyOf(value);
  const records: ImportRecord[] = [];
  for (let index = 0; index < given.length && issues.length < mostIssues; index += 1) {
    if (index % recordsPerTurn === recordsPerTurn - 1) await setImmediate();
    if (signal.aborted) throw new ChatError("CHAT_STOPPED", { operation: "import", outcome: "not-sent" });
    const record = readable(given[index], `records[${index}]`, rules, issues);
    if (record !== undefined) records.push(record);
  }
  issues.splice(mostIssues);
  return records;
}

/**
 * A list's entries, gaps too: nobody changes them between the turns. A list whose last place is far out has billions of
 * gaps, of which more are never told than a few.
 */
function copyOf(list: readonly unknown[]): readonly unknown[] {
  const copy: unknown[] = [];
  let blanks = 0;
  for (const [, entry] of Array.prototype.entries.call(list)) {
    copy.push(entry);
    if (!isGiven(entry)) blanks += 1;
    if (blanks >= mostIssues) break;
  }
  return copy;
}

function readable(record: unknown, place: string, rules: ImportRules, issues: Issue[]): ImportRecord | undefined {
  try {
    return parseImportRecord(record, place, rules, issues);
  } catch {
    // A getter that throws when it is looked at.
    issues.push({ path: place, problem: "not-json" });
    return undefined;
  }
}

function parseChatType(word: unknown, issues: Issue[]): ImportChatType | undefined {
  const chatType = importChatTypes.find((each) => each === word);
  if (chatType === undefined) {
    issues.push({ path: "chatType", problem: "not-a-choice", params: { allowed: importChatTypes.join(", ") } });
  }
  return chatType;
}
