import { chatTypeOf } from "../chat-type-words";
import type { Issue } from "../issue";
import { chatTypes } from "../message";
import type { ChatType } from "../message";
import { mostIssues } from "../parsing/most-issues";
import { parseOneId } from "../parsing/one-id";
import { isGiven } from "../parsing/rule";
import { id, kindOf } from "../parsing/values";
import { referenceTo } from "./message-reference";
import type { Named } from "./message-reference";
import type { Recall } from "./recall";

/** What the node says for all messages: nothing of it has been checked. */
export interface RecallOptions {
  /** Of messages that do not say it themselves. */
  readonly chatType: unknown;
  /** Who got them, where a message does not say it itself. */
  readonly to: unknown;
  readonly from: unknown;
  readonly force: boolean;
}

/**
 * Reads which messages are to be recalled: receipts as sending gives them, records of history or of the receive node,
 * or ids; one or a list.
 *
 * @param issues takes every problem found, with its place in the list: `messages[2]`; past a hundred nobody looks on
 * @returns one recall a message, in the order given; of no use where there were problems
 */
export function parseRecalls(value: unknown, options: RecallOptions, issues: Issue[]): readonly Recall[] {
  const shared = readOptions(options, issues);
  if (!Array.isArray(value)) {
    if (isGiven(value)) return [readable(value, "messages", shared, issues)].filter((recall) => recall !== undefined);
    issues.push({ path: "messages", problem: "required" });
    return [];
  }
  const recalls: Recall[] = [];
  // Gaps are entries, too. One by one: a list whose last place is far out has billions of them.
  for (const [index, entry] of Array.prototype.entries.call(value)) {
    const recall = readable(entry, `messages[${index}]`, shared, issues);
    if (recall !== undefined) recalls.push(recall);
    if (issues.length >= mostIssues) break;
  }
  issues.splice(mostIssues);
  return recalls;
}

/** What all messages share; the recipient is looked at only when a message needs it. */
interface Shared {
  readonly chatType: ChatType;
  readonly to: () => string | undefined;
  readonly from: string | undefined;
  readonly force: boolean;
}

function readOptions({ chatType, to, from, force }: RecallOptions, issues: Issue[]): Shared {
  let recipient: { readonly id: string | undefined } | undefined;
  return {
    chatType: parseChatType(chatType, "chatType", chatTypes, issues) ?? "users",
    to() {
      // Whatever is wrong with it is wrong once, however many messages use it.
      recipient ??= { id: isGiven(to) ? parseOneId(to, "to", issues) : undefined };
      return recipient.id;
    },
    from: isGiven(from) ? parseOneId(from, "from", issues) : undefined,
    force,
  };
}

function readable(entry: unknown, place: string, shared: Shared, issues: Issue[]): Recall | undefined {
  try {
    return parseRecall(entry, place, shared, issues);
  } catch {
    // A getter that throws when it is looked at.
    issues.push({ path: place, problem: "not-json" });
    return undefined;
  }
}

function parseRecall(entry: unknown, place: string, shared: Shared, issues: Issue[]): Recall | undefined {
  const { from, force } = shared;
  const message = referenceTo(entry);
  if (message === undefined) {
    issues.push({ path: place, problem: "not-a-message", params: { found: kindOf(entry) } });
    return undefined;
  }
  const pathOf = ({ name }: Named): string => (name === "" ? place : `${place}.${name}`);
  const { messageId: given, chatType: word, to: recipient } = message;
  const messageId = given.value === null ? null : parseMessageId(given.value, pathOf(given), issues);
  const chatType = isGiven(word.value)
    ? parseChatType(word.value, pathOf(word), message.chatTypes, issues)
    : shared.chatType;
  const to = isGiven(recipient.value) ? parseOneId(recipient.value, pathOf(recipient), issues) : shared.to();
  if (messageId === undefined || chatType === undefined) return undefined;
  return { messageId, chatType, ...(to === undefined ? {} : { to }), ...(from === undefined ? {} : { from }), force };
}

function parseMessageId(value: unknown, path: string, issues: Issue[]): string | undefined {
  const reading = id(value);
  if (reading.ok) return reading.value;
  issues.push({ path, ...reading.problem });
  return undefined;
}

function parseChatType(word: unknown, path: string, allowed: readonly string[], issues: Issue[]): ChatType | undefined {
  const chatType = chatTypeOf(word);
  if (chatType === undefined) issues.push({ path, problem: "not-a-choice", params: { allowed: allowed.join(", ") } });
  return chatType;
}
