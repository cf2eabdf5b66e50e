/** What was done to a conversation, told between its messages as phones do. */
import type { ChatType, Deletion, Message } from "./message";

/** A deletion, and the message below which it is told. */
export interface ChatNotice extends Deletion {
  readonly afterId: string;
}

/** What of a conversation says whom it is between. */
interface Talk {
  readonly chatType: ChatType;
  readonly id: string;
  readonly messages: readonly Message[];
}

/** Whether a deletion is about the messages of a conversation: a group's, or those between the two users. */
export function concerns({ user, channel, type }: Deletion, { chatType, id, messages }: Talk): boolean {
  if (type === "groupchat") return chatType === "chatgroups" && id === channel;
  if (chatType !== "users" || (id !== user && id !== channel)) return false;
  const other = id === user ? channel : user;
  return messages.some(({ from, to }) => from === other || to === other);
}
