/** `POST /{org}/{app}/messages`: sending in the legacy dialect. */
import { acceptMessage, type CheckedMessage } from "../rules/accept-message";
import { jsonAnswer, type Answer } from "../http/answer";
import type { Call } from "../http/call";
import { isBoolean, isObject, isString, isStrings, keepsRules, optional, type FieldRules } from "../rules/field-rules";
import { bodyKeepsRules, isMessageType } from "../rules/message-bodies";
import type { ChatType } from "../service/messages";
import { Refused } from "../rules/refusal";
import { illegalArgument, invalidRequest } from "../rules/refusals";
import { requireAppToken, requireCallQuota, requireJson, requireJsonType, requireSize } from "../rules/requirements";
import type { EmulatorState } from "../service/state";
import type { Endpoint } from "./endpoint";

const mostTargets = 600;

/** The one endpoint for users, groups and rooms. */
export const sendLegacy: Endpoint = {
  operation: "send",
  method: "POST",
  resource: "messages",
  answer(call, state) {
    requireAppToken(call, state);
    requireJsonType(call, state);
    requireSize(call);
    const json = requireJson(call, "legacy");
    const takeBackCall = requireCallQuota(state);
    const ids = acceptMessage(state, checkMessage(json), takeBackCall);
    return envelope(call, state, ids);
  },
};

const rareFields: FieldRules = {
  routetype: optional((value) => value === "ROUTE_ONLINE"),
  sync_device: optional(isBoolean),
  chatroom_msg_level: optional((value) => value === "high" || value === "normal" || value === "low"),
};

/** @throws Refused with the first thing that is wrong: what must be there first, then what it holds, then how many. */
function checkMessage(json: unknown): CheckedMessage {
  if (!isObject(json)) throw new Refused(invalidRequest);
  const { target_type: chatType, target, msg, from, ext } = json;
  if (isMissing(chatType)) throw new Refused(illegalArgument("target_type must be provided"));
  if (isMissing(target)) throw new Refused(illegalArgument("target must be provided"));
  if (isMissing(msg)) throw new Refused(illegalArgument("msg must be provided"));
  if (from === "" || from === null) throw new Refused(illegalArgument("from can't be empty"));
  if (ext !== undefined && !isObject(ext)) throw new Refused(illegalArgument("ext must be JSONObject"));

  if (!isChatType(chatType)) {
    throw new Refused(illegalArgument("target_type can only be 'users' or 'chatgroups' or 'chatrooms'"));
  }
  if (!isStrings(target) || target.includes("")) throw new Refused(invalidRequest);
  if (!isObject(msg) || (from !== undefined && !isString(from))) throw new Refused(invalidRequest);
  const { type, ...body } = msg;
  if (!isMessageType(type) || !bodyKeepsRules("legacy", type, body)) throw new Refused(invalidRequest);
  if (!keepsRules(json, rareFields)) throw new Refused(invalidRequest);

  // The limit is documented, the words for it are not.
  if (target.length > mostTargets)
    throw new Refused(illegalArgument(`target's size can't exceed limit ${mostTargets}`));
  return {
    chatType,
    from: from ?? "admin",
    to: target,
    type,
    body,
    ...(ext === undefined ? {} : { ext }),
    dialect: "legacy",
  };
}

const isMissing = (value: unknown): boolean =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);

const isChatType = (value: unknown): value is ChatType =>
  value === "users" || value === "chatgroups" || value === "chatrooms";

function envelope(call: Call, state: EmulatorState, ids: ReadonlyMap<string, string>): Answer {
  const withIds = call.query.get("useMsgId") === "true";
  const timestamp = state.now();
  return jsonAnswer(200, {
    action: "post",
    application: state.app.applicationId,
    path: "/messages",
    uri: `${state.baseUrl()}${call.path}`,
    entities: [],
    data: Object.fromEntries([...ids].map(([recipient, id]) => [recipient, withIds ? id : "success"])),
    timestamp,
    duration: timestamp - call.arrivedAt,
    organization: state.app.orgName,
    applicationName: state.app.appName,
  });
}
