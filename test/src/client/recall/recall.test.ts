import should from "should";
import type { CallContext } from "../../../../src/client/call";
import { recallMessage } from "../../../../src/client/recall/recall";
import type { Recall, RecallResult } from "../../../../src/client/recall/recall";
import { createFakeSend, failure } from "../../../support/fake-send";
import type { FakeSend, SeenCall } from "../../../support/fake-send";
import { wholeLists } from "../../../support/whole-lists";
import { context, failureOf } from "../use-client";

const messageId = "1402233445566778899";
const recall: Recall = { messageId, chatType: "users", to: "alice.k", force: false };

/** What a real service answers. */
const yes = { data: { recalled: "yes", chattype: "chat", from: "sensor-7", to: "alice.k", msg_id: messageId } };

function answering(body: unknown): FakeSend {
  return createFakeSend((seen) => seen.answer(body));
}

function refusing(status: number, error: string, description?: string): FakeSend {
  const details = { status, error, ...(description === undefined ? {} : { description }) };
  return createFakeSend((seen) => seen.fail(failure("CHAT_REJECTED", "not-sent", details, "recall")));
}

function resultOf({ send }: FakeSend, changes: Partial<Recall> = {}, surrounds = context): Promise<RecallResult> {
  return recallMessage(send, { ...recall, ...changes }, surrounds);
}

/** A service that does not answer the first try, and says this to the second. */
function afterUnanswered(play: (seen: SeenCall) => void): FakeSend {
  return createFakeSend((seen) => {
    const progress = { state: "retrying", delayMs: 1, code: "CHAT_NO_ANSWER", mayHaveArrived: true, mayDouble: false };
    seen.context.report?.(progress as Parameters<NonNullable<CallContext["report"]>>[0]);
    play(seen);
  });
}

describe("the recall of a message", () => {
  it("asks in the service's words", async () => {
    const fake = answering(yes);
    should(await resultOf(fake)).eql({ messageId, to: "alice.k", recalled: true, reason: null });
    should(fake.calls.map(({ call }) => call)).match(
      wholeLists([
        { operation: "recall", method: "POST", path: "messages/msg_recall", signedIn: true, repeatable: true },
      ]),
    );
    should(fake.calls[0]?.json).eql({ msg_id: messageId, to: "alice.k", chat_type: "chat", force: false });
  });

  it("names groups, rooms and whoever recalls", async () => {
    const fake = answering(yes);
    await resultOf(fake, { chatType: "chatgroups", from: "admin", force: true });
    await resultOf(fake, { chatType: "chatrooms" });
    should(fake.calls.map(({ json }) => json)).match(
      wholeLists([
        { chat_type: "groupchat", from: "admin", force: true },
        { chat_type: "chatroom", force: false },
      ]),
    );
  });

  it("leaves out what is not known, and learns from the answer whom it was to", async () => {
    const fake = answering(yes);
    const { to, ...withoutTo } = recall;
    should(await recallMessage(fake.send, withoutTo, context)).match({ to, recalled: true });
    should(fake.calls[0]?.json).eql({ msg_id: messageId, chat_type: "chat", force: false });
    for (const data of [{}, { to: "" }, { to: 7 }, "success"]) {
      should(await recallMessage(answering({ data }).send, withoutTo, context)).match({ to: null });
    }
  });

  it("does not let the answer say otherwise whom it was to", async () => {
    should(await resultOf(answering(yes), { to: "Alice.K" })).match({ to: "Alice.K", recalled: true });
  });

  it("makes no call for a message that got no id", async () => {
    const fake = answering(yes);
    const reason = "the service gave no message id to recall by";
    should(await resultOf(fake, { messageId: null })).eql({ messageId: null, to: "alice.k", recalled: false, reason });
    should(fake.calls).be.empty();
  });

  it("takes a 200 that does not say yes for what it is", async () => {
    const saying = async (body: unknown): Promise<unknown> => {
      const { recalled, reason } = await resultOf(answering(body));
      return recalled ? "recalled" : reason;
    };
    should(await saying({ msgs: [{ msg_id: messageId, recalled: "exceed call time limit" }] })).equal(
      "exceed call time limit",
    );
    should(await saying({ data: { recalled: "no" } })).equal("no");
    const silent = [{ data: "success" }, { data: { recalled: true } }, { data: { recalled: "" } }];
    for (const body of [{}, { msgs: [] }, { msgs: [7] }, ...silent]) {
      should(await saying(body)).equal("the service did not say that it was recalled");
    }
    should(await saying({ data: { recalled: "x".repeat(5_000) } })).equal("x".repeat(300));
  });

  it("reads the service's refusals of the message, with both statuses", async () => {
    should(await resultOf(refusing(403, "message_recall_error", "exceed recall time limit"))).eql({
      messageId,
      to: "alice.k",
      recalled: false,
      reason: "exceed recall time limit",
    });
    should(await resultOf(refusing(400, "message_recall_error", "can't find msg to"))).match({
      recalled: false,
      reason: "can't find msg to",
    });
    should(await resultOf(refusing(403, "message_recall_error"))).match({ reason: "message_recall_error" });
  });

  it("lets every other failure be one", async () => {
    const forbidden = refusing(403, "forbidden_op", "message recall service is unopened");
    should((await failureOf(resultOf(forbidden))).details.error).equal("forbidden_op");
    should((await failureOf(resultOf(refusing(500, "message_recall_error")))).details.status).equal(500);
    const unreadable = createFakeSend((seen) => seen.answer(undefined));
    should(await failureOf(resultOf(unreadable))).match({
      code: "CHAT_BAD_ANSWER",
      details: { operation: "recall", outcome: "sent", status: 200 },
    });
    const bug = createFakeSend((seen) => seen.fail(new TypeError("a bug")));
    await should(resultOf(bug)).be.rejectedWith(TypeError);
  });

  it("says that a try without an answer may have recalled what is not found now", async () => {
    const reason = "not_found msg (an earlier try, which got no answer, may have recalled it)";
    const msgs = [{ msg_id: messageId, recalled: "not_found msg" }];
    should(await resultOf(afterUnanswered((seen) => seen.answer({ msgs })))).match({ recalled: false, reason });
    const details = { status: 403, error: "message_recall_error", description: "not_found msg" };
    const refused = failure("CHAT_REJECTED", "unknown", details, "recall");
    should(await resultOf(afterUnanswered((seen) => seen.fail(refused)))).match({ recalled: false, reason });
    should(await resultOf(answering({ msgs }))).match({ reason: "not_found msg" });
  });

  it("passes on what it hears of its progress", async () => {
    const heard: unknown[] = [];
    const fake = createFakeSend((seen) => {
      seen.context.report?.({ state: "sending" });
      seen.answer(yes);
    });
    await resultOf(fake, {}, { ...context, report: (progress) => heard.push(progress) });
    should(heard).eql([{ state: "sending" }]);
  });
});
