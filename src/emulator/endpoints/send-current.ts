/** `POST /{org}/{app}/messages/{users|chatgroups|chatrooms}`: sending in the current dialect. */
import { acceptMessage, type CheckedMessage } from "../rules/accept-message";
import { jsonAnswer, type Answer } from "../http/answer";
import type { Call } from "../http/call";
import { isBoolean, isObject, isString, isStrings, keepsRules, optional, type FieldRules } from "../rules/field-rules";
import { bodyKeepsRules, isMessageType } from "../rules/message-bodies";
import type { ChatType } from "../service/messages";
import { Refused } from "../rules/refusal";
import { emptyParameter, extNotObject, invalidRequestBody, tooManyRecipients } from "../rules/refusals";
import { requireAppToken, requireCallQuota, requireJson, requireJsonType, requireSize } from "../rules/requirements";
import type { EmulatorState } from "../service/state";
import type { Endpoint } from "./endpoint";

const mostRecipients: Readonly<Record<ChatType, number>> = { users: 600, chatgroups: 3, chatrooms: 10 };

/** The endpoint of one chat type. */
export function sendCurrent(chatType: ChatType): Endpoint {
  return {
    operation: "send",
    method: "POST",
    resource: `messages/${chatType}`,
    answer(call, state) {
      requireAppToken(call, state);
      requireJsonType(call, state);
      requireSize(call);
      const json = requireJson(call, "current");
      const takeBackCall = requireCallQuota(state);
      const ids = acceptMessage(state, checkMessage(json, chatType), takeBackCall);
      return envelope(call, state, chatType, ids);
    },
  };
}

/** Fields whose wrong type spoils the whole body; `from`, `to`, `type`, `body` and `ext` have refusals of their own too. */
const fieldTypes: FieldRules = {
  from: optional((value) => value === null || isString(value)),
  to: optional((value) => value === null || isStrings(value)),
  type: optional((value) => value === null || isString(value)),
  body: optional((value) => value === null || isObject(value)),
  sync_device: optional(isBoolean),
  routetype: optional((value) => value === "ROUTE_ONLINE"),
  roam_ignore_users: optional((value) => isStrings(value) && value.length <= 20),
  need_group_ack: optional(isBoolean),
  chatroom_msg_level: optional((value) => value === "high" || value === "normal" || value === "low"),
  env: optional((value) => isString(value) && /^[a-zA-Z0-9]{1,8}$/.test(value)),
};

/** @throws Refused with the first thing that is wrong, in the order of the vendor's error table. */
function checkMessage(json: unknown, chatType: ChatType): CheckedMessage {
  if (!isObject(json) || !keepsRules(json, fieldTypes)) throw new Refused(invalidRequestBody);
  const { from, to, type, body, ext } = json;
  if (from === "" || from === null) throw new Refused(emptyParameter("from"));
  if (!isStrings(to) || to.length === 0 || to.includes("")) throw new Refused(emptyParameter("to"));
  if (!isString(type) || type === "") throw new Refused(emptyParameter("type"));
  if (!isObject(body) || Object.keys(body).length === 0) throw new Refused(emptyParameter("body"));
  if (ext !== undefined && !isObject(ext)) throw new Refused(extNotObject);
  if (!isMessageType(type) || !bodyKeepsRules("current", type, body)) throw new Refused(invalidRequestBody);
  const most = mostRecipients[chatType];
  if (to.length > most) throw new Refused(tooManyRecipients(most));
  return {
    chatType,
    from: isString(from) ? from : "admin",
    to,
    type,
    body,
    ...(ext === undefined ? {} : { ext }),
    dialect: "current",
  };
}

function envelope(call: Call, state: EmulatorState, chatType: ChatType, ids: ReadonlyMap<string, string>): Answer {
  const timestamp = state.now();
  return jsonAnswer(200, {
    path: `/messages/${chatType}`,
    uri: `${state.baseUrl()}${call.path}`,
    timestamp,
    organization: state.app.orgName,
    application: state.app.applicationId,
    action: "post",
    data: Object.fromEntries(ids),
    duration: timestamp - call.arrivedAt,
    applicationName: state.app.appName,
  });
}
