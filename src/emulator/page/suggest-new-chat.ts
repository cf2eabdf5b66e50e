/** The users, groups and rooms that are known, for those who begin a conversation. */
import type { Conversation } from "./conversations";
import type { ChatType } from "./message";
import type { NewChatSuggestions } from "./new-chat";

/** In whose name messages arrive that a flow sends without a sender: there it hears answers to them. */
const usualReceiver = "admin";
const usualWriter = "alice";
/** A list to choose from; longer ones nobody reads. */
const mostNames = 30;

/**
 * @param conversations the latest first
 * @param writer as whom something was written last; `undefined`: as nobody yet
 */
export function suggestNewChat(conversations: readonly Conversation[], writer: string | undefined): NewChatSuggestions {
  const ids = (chatType: ChatType): readonly string[] =>
    conversations.filter((conversation) => conversation.chatType === chatType).map(({ id }) => id);
  const phones = ids("users");
  const senders = conversations.slice(0, mostNames).flatMap(({ messages }) => messages.at(-1)?.from ?? []);
  const asWhom = writer ?? phones[0] ?? usualWriter;
  const others = distinct([...senders, ...phones]).filter((name) => name !== asWhom);
  return {
    writer: asWhom,
    to: others[0] ?? usualReceiver,
    writers: distinct(phones),
    receivers: { users: others, chatgroups: distinct(ids("chatgroups")), chatrooms: distinct(ids("chatrooms")) },
  };
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name) => name !== ""))].slice(0, mostNames);
}
