import type { CallbackEvent, ReplyTarget } from "./callback";
import type { CallbackPlace } from "./callback-place";

/** Where an answer goes: back into the group or room, else to who did it; `undefined` where nobody is named. */
export function replyTarget(
  event: CallbackEvent,
  { chatType, to }: CallbackPlace,
  from: string | undefined,
): ReplyTarget | undefined {
  if (event === "other") return undefined;
  if (chatType === "groupchat") return to === undefined ? undefined : { chatType: "chatgroups", to: [to] };
  if (chatType === "chatroom") return to === undefined ? undefined : { chatType: "chatrooms", to: [to] };
  return from === undefined ? undefined : { chatType: "users", to: [from] };
}
