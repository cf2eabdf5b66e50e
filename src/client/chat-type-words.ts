import { chatTypes } from "./message";
import type { ChatType } from "./message";

/** What records, recalls and callbacks call the three kinds of recipients. */
export const recordChatTypes = { users: "chat", chatgroups: "groupchat", chatrooms: "chatroom" } as const satisfies {
  readonly [T in ChatType]: string;
};

const words = new Map<unknown, ChatType>(
  chatTypes.flatMap((type) => [
    [type, type],
    [recordChatTypes[type], type],
  ]),
);

/** The kind of recipients that either word means: `chatgroups` and `groupchat` alike. */
export function chatTypeOf(word: unknown): ChatType | undefined {
  return words.get(word);
}
