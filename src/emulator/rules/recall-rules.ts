/** What a recall must say, and which messages can be taken back. */
import { isBoolean, isObject, isText, keepsRules, optional, isString, type FieldRules } from "./field-rules";
import { recallRefused } from "./message-refusals";
import type { ChatType } from "../service/messages";
import { Refused } from "./refusal";
import { invalidRequestBody } from "./refusals";
import type { Settings } from "../service/settings";
import type { EmulatorState } from "../service/state";

/** Which message to take back, and how. */
export interface RecallFields {
  readonly messageId: string;
  readonly chatType: keyof typeof chatTypes;
  /** `undefined`: wherever it went. */
  readonly to: string | undefined;
  /** Who takes it back. */
  readonly from: string;
  /** However long ago it was sent. */
  readonly force: boolean;
}

/** Why a message cannot be taken back. */
export type RecallProblem = "unknown" | "other-recipient" | "too-late";

const chatTypes = { chat: "users", groupchat: "chatgroups", chatroom: "chatrooms" } as const satisfies Record<
  string,
  ChatType
>;

const fieldTypes: FieldRules = {
  msg_id: optional(isString),
  to: optional(isString),
  chat_type: optional(isString),
  from: optional(isText),
  force: optional(isBoolean),
  sync_device: optional(isBoolean),
  recallMessageExtensionInfo: optional(isString),
};

/**
 * The newer services demand `to` and `force` too. Their words for what is missing are the only ones that are documented, so
 * the older services here use them as well.
 *
 * @throws Refused 400 with the first thing that is wrong, in the order of the vendor's error table.
 */
export function checkRecall(json: unknown, { recallErrors }: Settings): RecallFields {
  if (!isObject(json) || !keepsRules(json, fieldTypes)) throw new Refused(invalidRequestBody);
  const { msg_id: messageId, to, chat_type: chatType, from, force } = json;
  const isNewer = recallErrors === "newer";
  if (!isText(messageId)) throw missing("msg_id");
  if (to === "" || (isNewer && to === undefined)) throw missing("to");
  if (!isText(chatType)) throw missing("chat_type");
  if (isNewer && force === undefined) throw missing("force");
  if (!isChatType(chatType)) throw new Refused(invalidRequestBody);
  return {
    messageId,
    chatType,
    to: isString(to) ? to : undefined,
    from: isString(from) ? from : "admin",
    force: force === true,
  };
}

/** `undefined`: it can be taken back. With force its age does not count. Commands are not found: they are never kept. */
export function recallProblem(
  { messageId, chatType, to, force }: RecallFields,
  { messages, settings, now }: EmulatorState,
): RecallProblem | undefined {
  const message = messages.find(messageId);
  if (!message || message.recalled || message.type === "cmd") return "unknown";
  if (message.chatType !== chatTypes[chatType]) return "unknown";
  if (to !== undefined && message.to !== to) return "other-recipient";
  return force || now() - message.timestamp <= settings.recallMs ? undefined : "too-late";
}

const missing = (name: string): Refused => new Refused(recallRefused(400, `param ${name} can't be empty`));

const isChatType = (value: string): value is keyof typeof chatTypes => Object.hasOwn(chatTypes, value);
