/** `DELETE /{org}/{app}/users/{username}/user_channel`: one user's conversation disappears, for that user alone. */
import { isBoolean, isObject, isString, keepsRules, optional, type FieldRules } from "../rules/field-rules";
import { deletionFieldMissing } from "../rules/message-refusals";
import { Refused } from "../rules/refusal";
import { invalidRequestBody } from "../rules/refusals";
import { requireAppToken, requireCallQuota, requireJson, requireJsonType, requireSize } from "../rules/requirements";
import type { DeletedConversation } from "../service/conversations";
import type { Endpoint } from "./endpoint";
import { envelope } from "./envelope";

/** The deletion endpoint: a DELETE with a JSON body. */
export const deleteConversation: Endpoint = {
  operation: "delete-conversation",
  method: "DELETE",
  resource: "users/{username}/user_channel",
  answer(call, state) {
    requireAppToken(call, state);
    requireJsonType(call, state);
    requireSize(call);
    const json = requireJson(call, "current");
    requireCallQuota(state);
    const deletion = { user: call.parameters["username"] ?? "", ...checkFields(json), at: state.now() };
    state.deletedConversations.add(deletion);
    const { user, channel, type } = deletion;
    state.announce("deleted", { user, channel, type });
    return envelope(call, state, {
      // Not the real path: so it is documented.
      path: "/users/user_channel",
      entities: [],
      data: { result: "ok" },
    });
  },
};

const fieldTypes: FieldRules = {
  channel: optional((value) => value === null || isString(value)),
  type: optional((value) => value === null || isString(value)),
  delete_roam: optional((value) => value === null || isBoolean(value)),
};

/** @throws Refused 400 with the first thing that is wrong. */
function checkFields(json: unknown): Pick<DeletedConversation, "channel" | "type" | "deleteRoam"> {
  if (!isObject(json) || !keepsRules(json, fieldTypes)) throw new Refused(invalidRequestBody);
  const { channel, type, delete_roam: deleteRoam } = json;
  if (!isString(channel) || channel === "") throw new Refused(deletionFieldMissing("channel"));
  if (!isString(type) || type === "") throw new Refused(deletionFieldMissing("type"));
  if (!isBoolean(deleteRoam)) throw new Refused(deletionFieldMissing("delete_roam"));
  if (type !== "chat" && type !== "groupchat") throw new Refused(invalidRequestBody);
  return { channel, type, deleteRoam };
}
