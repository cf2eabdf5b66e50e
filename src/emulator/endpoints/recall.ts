/** `POST /{org}/{app}/messages/msg_recall`: takes one message back. */
import { jsonAnswer, type Answer } from "../http/answer";
import { recallRefused } from "../rules/message-refusals";
import { checkRecall, recallProblem, type RecallProblem } from "../rules/recall-rules";
import { Refused } from "../rules/refusal";
import { requireAppToken, requireCallQuota, requireJson, requireJsonType, requireSize } from "../rules/requirements";
import { uuidOfFile } from "../service/file-address";
import type { EmulatorState } from "../service/state";
import type { Endpoint } from "./endpoint";
import { envelope } from "./envelope";

/** The recall endpoint. */
export const recall: Endpoint = {
  operation: "recall",
  method: "POST",
  resource: "messages/msg_recall",
  answer(call, state) {
    requireAppToken(call, state);
    requireJsonType(call, state);
    requireSize(call);
    const json = requireJson(call, "current");
    requireCallQuota(state);
    const fields = checkRecall(json, state.settings);
    const { messageId, chatType, from } = fields;
    const problem = recallProblem(fields, state);
    if (problem) return refuse(problem, messageId, state);

    const to = takeBack(messageId, from, state);
    return envelope(call, state, {
      path: "/messages/msg_recall",
      data: { recalled: "yes", chattype: chatType, from, to, msg_id: messageId },
    });
  },
};

/** Returns whom the message had been for. What was attached to it goes too. @param by who takes it back. */
function takeBack(messageId: string, by: string, state: EmulatorState): string | undefined {
  const message = state.messages.find(messageId);
  state.messages.recall(messageId);
  for (const address of [message?.body["url"], message?.body["thumb"], message?.body["thumbnail"]]) {
    const uuid = uuidOfFile(address);
    if (uuid !== undefined) state.files.delete(uuid);
  }
  state.announce("recalled", { id: messageId });
  if (message) state.tellRecalled(message, by);
  return message?.to;
}

const olderReasons: Readonly<Record<RecallProblem, string>> = {
  unknown: "not_found msg",
  "other-recipient": "can't find message to",
  "too-late": "exceed call time limit",
};

const newerRefusals: Readonly<Record<RecallProblem, Parameters<typeof recallRefused>>> = {
  unknown: [403, "not_found msg"],
  "other-recipient": [400, "can't find msg to"],
  "too-late": [403, "exceed recall time limit"],
};

/** The older words come with status 200 and without the envelope: only `recalled` says that nothing was taken back. */
function refuse(problem: RecallProblem, messageId: string, { settings }: EmulatorState): Answer {
  if (settings.recallErrors === "newer") throw new Refused(recallRefused(...newerRefusals[problem]));
  return jsonAnswer(200, { msgs: [{ msg_id: messageId, recalled: olderReasons[problem] }] });
}
