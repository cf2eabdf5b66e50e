/** What a user's app must say to have a message sent. */
import type { ChatType, MessageType } from "../service/messages";
import { isObject, isText } from "./field-rules";
import { bodyKeepsRules, isMessageType } from "./message-bodies";
import { Refused } from "./refusal";
import { emptyParameter, extNotObject, illegalArgument, invalidRequestBody } from "./refusals";

/** A message as a user's app sends it, to one conversation. */
export interface Saying {
  readonly from: string;
  readonly chatType: ChatType;
  /** A user, group or room id. */
  readonly to: string;
  /** Default `txt`. */
  readonly type?: MessageType;
  /** The type's fields, as the REST API's current dialect takes them. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly ext?: Readonly<Record<string, unknown>>;
}

const chatTypes: readonly unknown[] = ["users", "chatgroups", "chatrooms"] satisfies readonly ChatType[];

/** Of all of it, as for messages over REST. */
const mostBytes = 5120;

/** @throws Refused 400 with the first thing that is wrong. */
export function checkSaying(json: unknown): Required<Omit<Saying, "ext">> & Pick<Saying, "ext"> {
  if (!isObject(json)) throw new Refused(invalidRequestBody);
  const { from, chatType, to, type = "txt", body, ext } = json;
  if (!isText(from)) throw new Refused(emptyParameter("from"));
  if (!isText(to)) throw new Refused(emptyParameter("to"));
  if (!isChatType(chatType)) throw new Refused(illegalArgument("chatType is users, chatgroups or chatrooms"));
  if (!isObject(body) || Object.keys(body).length === 0) throw new Refused(emptyParameter("body"));
  if (ext !== undefined && !isObject(ext)) throw new Refused(extNotObject);
  if (!isMessageType(type) || !bodyKeepsRules("current", type, body)) throw new Refused(invalidRequestBody);
  if (Buffer.byteLength(JSON.stringify(json)) > mostBytes) {
    throw new Refused(illegalArgument("message is too large"));
  }
  return { from, chatType, to, type, body, ...(ext === undefined ? {} : { ext }) };
}

const isChatType = (value: unknown): value is ChatType => chatTypes.includes(value);
