import type { CallContext, Send } from "../call";
import { ChatError } from "../chat-error";
import { isJsonObject } from "../json-object";

/** A conversation as one of its users sees it. */
export interface Conversation {
  /** Who no longer wants it; everybody else keeps it. */
  readonly user: string;
  /** The other user, or the group. */
  readonly channel: string;
  readonly chatType: "chat" | "groupchat";
  /** Whether its messages, kept by the service for this user's other devices, go as well. */
  readonly deleteRoam: boolean;
}

/**
 * Deletes a conversation for one of its users. To ask twice changes nothing, so it may be tried again.
 *
 * @throws `CHAT_BAD_ANSWER` (outcome sent) where the service accepts it and does not say `ok`
 */
export async function deleteConversation(send: Send, conversation: Conversation, context: CallContext): Promise<void> {
  const { user, channel, chatType, deleteRoam } = conversation;
  const operation = "delete-conversation";
  const answer = await send(
    {
      operation,
      method: "DELETE",
      path: `users/${pathSegment(user)}/user_channel`,
      json: JSON.stringify({ channel, type: chatType, delete_roam: deleteRoam }),
      signedIn: true,
      repeatable: true,
    },
    context,
  );
  const data = isJsonObject(answer.body) ? answer.body["data"] : undefined;
  if (isJsonObject(data) && data["result"] === "ok") return;
  throw new ChatError("CHAT_BAD_ANSWER", { operation, outcome: "sent", status: answer.status });
}

/** Half a character, as a cut text ends with, would throw; by way of bytes it becomes a replacement character. */
function pathSegment(id: string): string {
  return encodeURIComponent(Buffer.from(id, "utf8").toString("utf8"));
}
