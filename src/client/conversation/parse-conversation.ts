import { chatTypeOf, recordChatTypes } from "../chat-type-words";
import type { Issue } from "../issue";
import { parseOneId } from "../parsing/one-id";
import { isGiven } from "../parsing/rule";
import type { Conversation } from "./delete-conversation";

/** A conversation as a flow names it: nothing of it has been checked. */
export interface ConversationDraft {
  readonly user: unknown;
  readonly channel: unknown;
  /** `chat` or `groupchat`. */
  readonly chatType: unknown;
  readonly deleteRoam: boolean;
}

/**
 * Checks which conversation is meant.
 *
 * @param issues takes every problem found
 * @returns `undefined` where there were problems
 */
export function parseConversation(draft: ConversationDraft, issues: Issue[]): Conversation | undefined {
  const user = parseUser(draft.user, issues);
  const channel = parseOneId(draft.channel, "channel", issues);
  const chatType = parseChatType(draft.chatType, issues);
  if (user === undefined || channel === undefined || chatType === undefined) return undefined;
  return { user, channel, chatType, deleteRoam: draft.deleteRoam };
}

/** It becomes a part of the address, in which nothing can hide that one or two dots mean a folder. */
function parseUser(value: unknown, issues: Issue[]): string | undefined {
  const user = parseOneId(value, "user", issues);
  if (user !== "." && user !== "..") return user;
  issues.push({ path: "user", problem: "not-an-id" });
  return undefined;
}

function parseChatType(word: unknown, issues: Issue[]): Conversation["chatType"] | undefined {
  const chatType = chatTypeOf(word);
  // The service keeps no conversation with a room.
  if (chatType !== undefined && chatType !== "chatrooms") return recordChatTypes[chatType];
  const problem = isGiven(word) ? "not-a-choice" : "required";
  issues.push({ path: "chatType", problem, params: { allowed: "chat, groupchat" } });
  return undefined;
}
