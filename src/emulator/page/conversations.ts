/** The messages, by the phone, group or room they arrived at; what a user writes also stands on the user's own phone. */
import { concerns, type ChatNotice } from "./chat-notice";
import { lastIndex } from "./last-index";
import type { ChatType, Deletion, Message } from "./message";

/** One user's phone, one group or one room. */
export interface Conversation {
  /** `chatType/id`, percent-encoded: also its address in the page's URL. */
  readonly key: string;
  readonly chatType: ChatType;
  /** The user, group or room. */
  readonly id: string;
  /** In order of arrival, those brought in from elsewhere where their time puts them; none in one just begun. */
  readonly messages: readonly Message[];
  /** What was done to the conversation, in order. */
  readonly notices: readonly ChatNotice[];
  /** How many of the last messages nobody has looked at. */
  readonly unread: number;
}

/** All conversations. */
export interface Conversations {
  add(message: Message): void;
  /** Makes room for a conversation in which nothing has been written, unless it is there. @returns its key */
  begin(chatType: ChatType, id: string): string;
  /** Strikes a message. @returns it, or `undefined` when it is not here (any more) or was struck before */
  recall(id: string): Message | undefined;
  /** Notes it in each conversation that it concerns, below the latest message. */
  noteDeletion(deletion: Deletion): void;
  /** Replaces everything. What was read stays read; before the first call nothing was there to be missed. */
  replaceAll(messages: readonly Message[]): void;
  /** Adds what is new in them, and strikes what has been taken back; what is here besides stays. */
  catchUp(messages: readonly Message[]): void;
  clear(): void;
  markRead(key: string): void;
  get(key: string): Conversation | undefined;
  /** Those with the latest messages first. */
  newestFirst(): Conversation[];
  unread(): number;
}

/** So many others may arrive between the two times that a message comes. */
const mostBetween = 100;

interface OpenConversation extends Conversation {
  messages: Message[];
  notices: readonly ChatNotice[];
  unread: number;
}

/** @param maximumMessages How many messages are kept in all; the oldest go first. */
export function createConversations(maximumMessages: number): Conversations {
  // A Map keeps the order of insertion: a conversation is put back at its end with each arrival.
  let byKey = new Map<string, OpenConversation>();
  let arrivals: OpenConversation[] = [];
  let first = true;

  function add(message: Message): void {
    const { chatType, from, to, said } = message;
    place(message, take(chatType, to));
    // Written last, and so first in the list: there somebody is writing.
    if (said && chatType === "users" && from !== "" && from !== to) place(message, take(chatType, from));
    // A tenth at a time, because each removal walks over what stays.
    if (arrivals.length > maximumMessages * 1.1) dropOldest(arrivals.length - maximumMessages);
  }

  function take(chatType: ChatType, id: string): OpenConversation {
    const key = conversationKey(chatType, id);
    return byKey.get(key) ?? { key, chatType, id, messages: [], notices: [], unread: 0 };
  }

  function place(message: Message, conversation: OpenConversation): void {
    // What is written on the page comes twice: as the answer to it, and with the stream.
    if (conversation.messages.slice(-mostBetween).some(({ id }) => id === message.id)) return;
    if (message.imported) {
      // Nobody's phone rings for it, and it may belong far up.
      conversation.messages.splice(placeByTime(conversation.messages, message), 0, message);
    } else {
      conversation.messages.push(message);
      // Who wrote it knows it.
      if (!message.said) conversation.unread += 1;
    }
    byKey.delete(conversation.key);
    byKey.set(conversation.key, conversation);
    arrivals.push(conversation);
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

  function recall(id: string): Message | undefined {
    let struck: Message | undefined;
    for (const { messages } of byKey.values()) {
      const index = lastIndex(messages, (message) => message.id === id);
      const message = messages[index];
      if (!message || message.recalled) continue;
      struck = { ...message, recalled: true };
      messages[index] = struck;
    }
    return struck;
  }

  return {
    add,
    begin(chatType, id) {
      const begun = take(chatType, id);
      byKey.set(begun.key, begun);
      return begun.key;
    },
    recall,
    noteDeletion(deletion) {
      for (const conversation of byKey.values()) {
        const last = conversation.messages.at(-1);
        if (!last || !concerns(deletion, conversation)) continue;
        conversation.notices = [...conversation.notices, { ...deletion, afterId: last.id }];
      }
    },
    replaceAll(messages) {
      const before = byKey;
      byKey = new Map();
      arrivals = [];
      for (const message of messages) add(message);
      for (const conversation of byKey.values()) {
        const known = before.get(conversation.key);
        conversation.notices = known?.notices ?? [];
        if (first) conversation.unread = 0;
        else keepRead(conversation, known);
      }
      for (const [key, begun] of before) if (begun.messages.length === 0 && !byKey.has(key)) byKey.set(key, begun);
      first = false;
    },
    catchUp(messages) {
      const known = new Set([...byKey.values()].flatMap((conversation) => conversation.messages.map(({ id }) => id)));
      for (const message of messages) {
        if (!known.has(message.id)) add(message);
        else if (message.recalled) recall(message.id);
      }
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
    // Nearly in order as it is; only what was brought in can have put an older conversation last.
    newestFirst: () => [...byKey.values()].reverse().sort((one, other) => lastMoment(other) - lastMoment(one)),
    unread: () => [...byKey.values()].reduce((sum, conversation) => sum + conversation.unread, 0),
  };
}

/** The page's address of a conversation. */
function conversationKey(chatType: ChatType, id: string): string {
  return `${chatType}/${encodeURIComponent(id)}`;
}

/** Behind the last message that is not later. */
function placeByTime(messages: readonly Message[], { timestamp }: Message): number {
  return lastIndex(messages, (message) => message.timestamp <= timestamp) + 1;
}

function lastMoment({ messages }: Conversation): number {
  // What has just been begun is what somebody wants to see.
  return messages.at(-1)?.timestamp ?? Number.MAX_SAFE_INTEGER;
}

function keepRead(conversation: OpenConversation, before: Conversation | undefined): void {
  const lastRead = before?.messages[before.messages.length - before.unread - 1];
  if (!lastRead) return;
  const index = conversation.messages.findIndex((message) => message.id === lastRead.id);
  conversation.unread = conversation.messages.length - index - 1;
}
