/** The messages that arrived, by the phone, group or room they arrived at. */
import type { ChatType, Message } from "./message";

/** One user's phone, one group or one room. */
export interface Conversation {
  /** `chatType/id`, percent-encoded: also its address in the page's URL. */
  readonly key: string;
  readonly chatType: ChatType;
  /** The user, group or room. */
  readonly id: string;
  /** In order of arrival; never empty. */
  readonly messages: readonly Message[];
  /** How many of the last messages nobody has looked at. */
  readonly unread: number;
}

/** All conversations. */
export interface Conversations {
  add(message: Message): void;
  /** Replaces everything. What was read stays read; before the first call nothing was there to be missed. */
  replaceAll(messages: readonly Message[]): void;
  clear(): void;
  markRead(key: string): void;
  get(key: string): Conversation | undefined;
  /** Those with the latest arrivals first. */
  newestFirst(): Conversation[];
  unread(): number;
}

interface OpenConversation extends Conversation {
  messages: Message[];
  unread: number;
}

/** @param maximumMessages How many messages are kept in all; the oldest go first. */
export function createConversations(maximumMessages: number): Conversations {
  // A Map keeps the order of insertion: a conversation is put back at its end with each arrival.
  let byKey = new Map<string, OpenConversation>();
  let arrivals: OpenConversation[] = [];
  let first = true;

  function add(message: Message): void {
    const key = conversationKey(message.chatType, message.to);
    const conversation = byKey.get(key) ?? { key, chatType: message.chatType, id: message.to, messages: [], unread: 0 };
    conversation.messages.push(message);
    conversation.unread += 1;
    byKey.delete(key);
    byKey.set(key, conversation);
    arrivals.push(conversation);
    // A tenth at a time, because each removal walks over what stays.
    if (arrivals.length > maximumMessages * 1.1) dropOldest(arrivals.length - maximumMessages);
  }

  function dropOldest(count: number): void {
    const drops = new Map<OpenConversation, number>();
    for (const conversation of arrivals.slice(0, count)) drops.set(conversation, (drops.get(conversation) ?? 0) + 1);
    for (const [conversation, dropped] of drops) {
      conversation.messages = conversation.messages.slice(dropped);
      conversation.unread = Math.min(conversation.unread, conversation.messages.length);
      if (conversation.messages.length === 0) byKey.delete(conversation.key);
    }
    arrivals = arrivals.slice(count);
  }

  return {
    add,
    replaceAll(messages) {
      const before = byKey;
      byKey = new Map();
      arrivals = [];
      for (const message of messages) add(message);
      for (const conversation of byKey.values()) {
        if (first) conversation.unread = 0;
        else keepRead(conversation, before.get(conversation.key));
      }
      first = false;
    },
    clear() {
      byKey = new Map();
      arrivals = [];
    },
    markRead(key) {
      const conversation = byKey.get(key);
      if (conversation) conversation.unread = 0;
    },
    get: (key) => byKey.get(key),
    newestFirst: () => [...byKey.values()].reverse(),
    unread: () => [...byKey.values()].reduce((sum, conversation) => sum + conversation.unread, 0),
  };
}

/** The page's address of a conversation. */
function conversationKey(chatType: ChatType, id: string): string {
  return `${chatType}/${encodeURIComponent(id)}`;
}

function keepRead(conversation: OpenConversation, before: Conversation | undefined): void {
  const lastRead = before?.messages[before.messages.length - before.unread - 1];
  if (!lastRead) return;
  const index = conversation.messages.findIndex((message) => message.id === lastRead.id);
  conversation.unread = conversation.messages.length - index - 1;
}
