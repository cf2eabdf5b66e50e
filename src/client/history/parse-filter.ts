import type { Issue } from "../issue";
import { messageTypes } from "../message";
import type { MessageType } from "../message";
import { isGiven } from "../parsing/rule";
import { id, kindOf } from "../parsing/values";
import type { HistoryChatType, HistoryFilter } from "./history-request";

/** A filter as a flow gives it: nothing of it has been checked. */
export interface FilterDraft {
  /** A list of `chat`, `groupchat`, `chatroom`, or of the words of sending for them. */
  readonly chatTypes?: unknown;
  /** A list of the eight types. */
  readonly messageTypes?: unknown;
  readonly sender?: unknown;
  readonly receiver?: unknown;
}

const chatTypeWords: Readonly<Record<string, HistoryChatType>> = {
  chat: "chat",
  groupchat: "groupchat",
  chatroom: "chatroom",
  users: "chat",
  chatgroups: "groupchat",
  chatrooms: "chatroom",
};

const messageTypeWords = Object.fromEntries(messageTypes.map((type) => [type, type])) as Record<string, MessageType>;

/**
 * Reads a filter. What is not given, and an empty list, excludes nothing.
 *
 * @param issues takes every problem found; the filter is of no use then
 */
export function parseFilter(draft: FilterDraft, issues: Issue[]): HistoryFilter {
  const chatTypes = wordsOf("chatTypes", draft.chatTypes, chatTypeWords, issues);
  const types = wordsOf("messageTypes", draft.messageTypes, messageTypeWords, issues);
  const sender = idAt("sender", draft.sender, issues);
  const receiver = idAt("receiver", draft.receiver, issues);
  return {
    ...(chatTypes === undefined ? {} : { chatTypes }),
    ...(types === undefined ? {} : { messageTypes: types }),
    ...(sender === undefined ? {} : { sender }),
    ...(receiver === undefined ? {} : { receiver }),
  };
}

function wordsOf<T extends string>(
  path: string,
  value: unknown,
  known: Readonly<Record<string, T>>,
  issues: Issue[],
): readonly T[] | undefined {
  if (!isGiven(value)) return undefined;
  const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
  const words = entries.map((entry) =>
    typeof entry === "string" && Object.hasOwn(known, entry) ? known[entry] : undefined,
  );
  if (words.every((word) => word !== undefined)) return words.length === 0 ? undefined : [...new Set(words)];
  const allowed = [...new Set(Object.values(known))].join(", ");
  issues.push({ path, problem: "not-a-choice", params: { allowed } });
  return undefined;
}

function idAt(path: string, value: unknown, issues: Issue[]): string | undefined {
  if (!isGiven(value)) return undefined;
  const reading = id(value);
  if (reading.ok) return reading.value;
  if (Array.isArray(value)) issues.push({ path, problem: "one-id-expected", params: { found: kindOf(value) } });
  else issues.push({ path, ...reading.problem });
  return undefined;
}
