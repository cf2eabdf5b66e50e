import { isJsonObject } from "../client/json-object";
import type { JsonObject } from "../client/message";
import type { CallbackChatType, CallbackEvent } from "./callback";
import { plainId } from "./plain-id";

/** Where something happened. */
export interface CallbackPlace {
  /** `undefined` where it happened in no conversation. */
  readonly chatType: CallbackChatType | undefined;
  /** The group, the room, or the user to whom it was said; `undefined` where nobody is named. */
  readonly to: string | undefined;
}

/**
 * Where something happened. The service says it in other words for each kind of callback, and for a group sometimes in
 * `group_id`, sometimes in `to`.
 */
export function callbackPlace(fields: JsonObject, event: CallbackEvent): CallbackPlace {
  const payload = isJsonObject(fields["payload"]) ? fields["payload"] : {};
  const data = isJsonObject(payload["data"]) ? payload["data"] : {};
  const { appkey: appKey } = fields;
  const groupId =
    plainId(fields["group_id"], appKey) ??
    (event === "muc" ? plainId(payload["muc_id"] ?? fields["id"], appKey) : undefined) ??
    (event === "notify" ? plainId(data["muc_parent_id"], appKey) : undefined);
  // Of an edit, the outer names are the service's own.
  const named = event === "edit" ? (payload["to"] ?? fields["to"]) : fields["to"];
  const to = groupId ?? plainId(named, appKey);
  const chatType = kindOfPlace(fields, payload, event, groupId !== undefined);
  return { chatType, to };
}

function kindOfPlace(
  fields: JsonObject,
  payload: JsonObject,
  event: CallbackEvent,
  hasGroup: boolean,
): CallbackChatType | undefined {
  switch (event) {
    case "muc":
      return payload["is_chatroom"] === true || fields["type"] === "CHATROOM" ? "chatroom" : "groupchat";
    case "roster":
    case "status":
    case "other":
      return undefined;
    default:
      return namedKind(fields, payload) ?? (hasGroup ? "groupchat" : "chat");
  }
}

/** What any of the fields that may say it says. */
function namedKind(fields: JsonObject, payload: JsonObject): CallbackChatType | undefined {
  const meta = isJsonObject(payload["meta"]) ? payload["meta"] : {};
  const edited = isJsonObject(meta["edit_msg"]) ? meta["edit_msg"] : {};
  const config = isJsonObject(payload["msg_config"]) ? payload["msg_config"] : {};
  // The newer words (`chat:room:text`) first: the older ones call a room a group.
  return (
    kindByWord(fields["content_type"]) ??
    kindByWord(edited["chat_type"]) ??
    kindByWord(payload["channel_type"]) ??
    kindByWord(fields["chat_type"]) ??
    (config["allow_group_ack"] === true ? "groupchat" : undefined)
  );
}

function kindByWord(word: unknown): CallbackChatType | undefined {
  if (typeof word !== "string") return undefined;
  const kind = word.startsWith("chat:") ? word.split(":")[1] : word;
  if (kind === "user" || kind === "chat") return "chat";
  if (kind === "group" || kind === "groupchat") return "groupchat";
  return kind === "room" || kind === "chatroom" ? "chatroom" : undefined;
}
