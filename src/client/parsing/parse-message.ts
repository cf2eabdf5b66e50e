import type { Dialect } from "../dialects/dialect";
import { invalidInput } from "../invalid-input";
import type { Issue } from "../issue";
import { chatTypeOf } from "../chat-type-words";
import { isJsonObject } from "../json-object";
import { chatTypes } from "../message";
import type { ChatType, JsonObject, Message } from "../message";
import { historyContent } from "./history-body";
import { parseBody } from "./parse-body";
import type { PathOf } from "./parse-body";
import { parseExt } from "./parse-ext";
import type { PushDraft } from "./parse-ext";
import { parseRecipients } from "./parse-recipients";
import { isGiven } from "./rule";
import { factsOfFile, isUploadedFile, messageTypeOfFile } from "./uploaded-file";
import { id, kindOf, objectOf } from "./values";

/** A message as a flow gives it: nothing of it has been checked. */
export interface MessageDraft {
  /** `users`, `chatgroups`, `chatrooms`, or a record's words for them: `chat`, `groupchat`, `chatroom`. */
  readonly chatType: unknown;
  /** An id, a list, or ids separated by commas, semicolons or new lines. */
  readonly to: unknown;
  readonly from?: unknown;
  /** `{ type, … }` in the service's own words, an uploaded file, or a history record. */
  readonly body: unknown;
  readonly ext?: unknown;
  readonly push?: PushDraft;
  readonly onlineOnly?: boolean;
  readonly syncDevice?: boolean;
  /** Put into `ext` as `delivery_id`, so that a receiving app can drop a double. */
  readonly deliveryId?: string;
}

/**
 * Checks a message completely, before anything reaches the wire.
 *
 * @param pathOf the user's own names for the fields of the body; default `body.` and the service's word
 * @param found problems found before, reported together with what is found here
 * @throws `CHAT_INVALID_INPUT` (`CHAT_TOO_LARGE` for nothing but a size) with every problem and its field
 */
export function parseMessage(
  draft: MessageDraft,
  dialect: Dialect,
  pathOf: PathOf = (field) => `body.${field}`,
  found: readonly Issue[] = [],
): Message {
  const issues = [...found];
  const chatType = parseChatType(draft.chatType, issues);
  const to = readable("to", issues, () => parseRecipients(draft.to, "to", issues));
  const from = readable("from", issues, () => parseFrom(draft.from, issues));
  const content = readable("body", issues, () => contentOf(draft.body, issues));
  const body = readable("body", issues, () => content && parseBody(content.body, dialect, pathOf, issues));
  const ext = readable("ext", issues, () =>
    parseExt(withInherited(draft.ext, content?.ext), draft.push ?? {}, draft.deliveryId, issues),
  );
  if (issues.length > 0 || chatType === undefined || to === undefined || body === undefined) {
    throw invalidInput("send-message", issues);
  }
  return {
    chatType,
    to,
    ...(from === undefined ? {} : { from }),
    body,
    ...(ext === undefined ? {} : { ext }),
    onlineOnly: draft.onlineOnly === true,
    syncDevice: draft.syncDevice === true,
  };
}

/** Reads a chat type; records and callbacks have words of their own for the three. */
function parseChatType(value: unknown, issues: Issue[]): ChatType | undefined {
  const chatType = chatTypeOf(value);
  if (chatType === undefined) {
    const problem = isGiven(value) ? "not-a-choice" : "required";
    issues.push({ path: "chatType", problem, params: { allowed: chatTypes.join(", ") } });
  }
  return chatType;
}

function parseFrom(value: unknown, issues: Issue[]): string | undefined {
  // Absent means `admin`; an empty text would be refused by the service.
  if (!isGiven(value)) return undefined;
  const reading = id(value);
  if (reading.ok) return reading.value;
  issues.push({ path: "from", ...reading.problem });
  return undefined;
}

/** The three things that a body may be, in the service's words for sending. */
function contentOf(
  body: unknown,
  issues: Issue[],
): { readonly body: JsonObject; readonly ext?: JsonObject } | undefined {
  if (!isJsonObject(body)) {
    issues.push(bodyProblem(body));
    return undefined;
  }
  const record = historyContent(body);
  if (record !== undefined) return record;
  if (!isUploadedFile(body) || isGiven(body["type"])) return { body };
  const type = messageTypeOfFile(body);
  return { body: { type, ...factsOfFile(body, type) } };
}

function bodyProblem(body: unknown): Issue {
  if (!isGiven(body)) return { path: "body", problem: "required" };
  const params = { found: kindOf(body), example: '{"type":"txt","msg":"…"}' };
  return { path: "body", problem: "not-an-object", params };
}

/** A record's own `ext`, under what the node says. */
function withInherited(ext: unknown, inherited: JsonObject | undefined): unknown {
  if (inherited === undefined) return ext;
  if (!isGiven(ext)) return inherited;
  const own = objectOf(ext);
  return own.ok ? { ...inherited, ...own.value } : ext;
}

/** Reads something that may throw when it is looked at: a getter's error is a problem of the input, not ours. */
function readable<T>(path: string, issues: Issue[], read: () => T): T | undefined {
  try {
    return read();
  } catch {
    issues.push({ path, problem: "not-json" });
    return undefined;
  }
}
