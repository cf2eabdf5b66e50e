import type { Answer, CallContext, Progress, Send } from "../call";
import { ChatError, isChatError } from "../chat-error";
import { recordChatTypes } from "../chat-type-words";
import { isJsonObject } from "../json-object";
import type { ChatType, JsonObject } from "../message";

/** A message to be taken back. */
export interface Recall {
  /** `null` where the service never told it: nothing can be recalled then. */
  readonly messageId: string | null;
  readonly chatType: ChatType;
  /** The user, group or room that got it. */
  readonly to?: string;
  /** Who takes it back. Absent: the service says the app's admin. */
  readonly from?: string;
  /** Recall also what the service no longer keeps. */
  readonly force: boolean;
}

/** What became of one message. */
export interface RecallResult {
  readonly messageId: string | null;
  /** `null` where neither the flow nor the service said it. */
  readonly to: string | null;
  readonly recalled: boolean;
  /** Why not, in the service's own words where it has one; `null` where it was. */
  readonly reason: string | null;
}

/**
 * Takes one message back. To ask twice harms nobody, so it may be tried again.
 *
 * @returns whether it was taken back, also where the service refused because of the message: too old, unknown, or
 * recalled before. It says so in two ways, depending on its age: with 200 and `msgs`, or with 400 or 403
 * @throws every other refusal as it is; `CHAT_BAD_ANSWER` (outcome sent) where a 200 cannot be read
 */
export async function recallMessage(send: Send, recall: Recall, context: CallContext): Promise<RecallResult> {
  const { messageId, chatType, to, from, force } = recall;
  const base = { messageId, to: to ?? null };
  if (messageId === null) return { ...base, recalled: false, reason: "the service gave no message id to recall by" };
  let mayHaveArrived = false;
  const report = (progress: Progress): void => {
    mayHaveArrived ||= progress.state === "retrying" && progress.mayHaveArrived;
    context.report?.(progress);
  };
  const json = { msg_id: messageId, to, chat_type: recordChatTypes[chatType], from, force };
  try {
    const answer = await send(
      {
        operation: "recall",
        method: "POST",
        path: "messages/msg_recall",
        json: JSON.stringify(json),
        signedIn: true,
        repeatable: true,
      },
      { ...context, report },
    );
    return { ...base, ...readRecall(answer, mayHaveArrived), ...(to === undefined ? recipientOf(answer) : {}) };
  } catch (error) {
    if (!isChatError(error) || error.details.error !== "message_recall_error") throw error;
    const { status, description = "message_recall_error" } = error.details;
    if (status !== 400 && status !== 403) throw error;
    return { ...base, recalled: false, reason: reasonOf(description, mayHaveArrived) };
  }
}

function readRecall(answer: Answer, mayHaveArrived: boolean): Pick<RecallResult, "recalled" | "reason"> {
  const { body, status } = answer;
  if (!isJsonObject(body)) throw new ChatError("CHAT_BAD_ANSWER", { operation: "recall", outcome: "sent", status });
  const word = objectIn(body["data"])["recalled"];
  if (word === "yes") return { recalled: true, reason: null };
  const [first] = Array.isArray(body["msgs"]) ? (body["msgs"] as unknown[]) : [];
  const said = objectIn(first)["recalled"] ?? word;
  const isSaid = typeof said === "string" && said !== "";
  const description = isSaid ? said.slice(0, 300) : "the service did not say that it was recalled";
  return { recalled: false, reason: reasonOf(description, mayHaveArrived) };
}

/** A try before, to which no answer came, may have recalled what the service now does not find any more. */
function reasonOf(description: string, mayHaveArrived: boolean): string {
  const isDoubtful = mayHaveArrived && /not[ _]found/i.test(description);
  return isDoubtful ? `${description} (an earlier try, which got no answer, may have recalled it)` : description;
}

function recipientOf(answer: Answer): { readonly to?: string } {
  const to = objectIn(objectIn(answer.body)["data"])["to"];
  return typeof to === "string" && to !== "" ? { to } : {};
}

function objectIn(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}
