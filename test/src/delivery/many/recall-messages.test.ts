import should from "should";
import type { Recall } from "../../../../src/client/recall/recall";
import { recallMessages } from "../../../../src/delivery/many/recall-messages";
import { createFakeSend, failure, settled } from "../../../support/fake-send";
import { wholeLists } from "../../../support/whole-lists";
import { failureOf } from "../../client/use-client";

const now = (): number => 0;
const nobody = { signal: new AbortController().signal };

function recallsOf(count: number): readonly Recall[] {
  return Array.from({ length: count }, (_, index) => ({
    messageId: `${index}`,
    chatType: "users",
    to: "alice.k",
    force: false,
  }));
}

describe("the recall of many", () => {
  it("asks for sixteen at once, and gives the results in the order given", async () => {
    const { send, calls } = createFakeSend();
    const results = recallMessages(send, recallsOf(20), nobody, now);
    await settled();
    should(calls).have.length(16);
    for (let next = 0; next < 20; next += 1) {
      const index = next < 16 ? 15 - next : next;
      calls[index]?.answer({ data: { recalled: index === 3 ? "no" : "yes" } });
      await settled();
    }
    should((await results).map(({ messageId }) => Number(messageId))).eql(Array.from({ length: 20 }, (_, i) => i));
    should((await results).filter(({ recalled }) => !recalled)).match(wholeLists([{ messageId: "3", reason: "no" }]));
  });

  it("goes on behind messages that are not recalled, and those without an id", async () => {
    const { send, calls } = createFakeSend((seen) => seen.answer({}));
    const [first, ...others] = recallsOf(3);
    const results = await recallMessages(send, [{ ...(first as Recall), messageId: null }, ...others], nobody, now);
    should(results.map(({ recalled }) => recalled)).eql([false, false, false]);
    should(calls).have.length(2);
  });

  it("begins nothing after a failure, and says what became of all", async () => {
    const { send, calls } = createFakeSend();
    const recalling = failureOf(recallMessages(send, recallsOf(20), nobody, now));
    await settled();
    calls[1]?.fail(failure("CHAT_UNAUTHORIZED", "not-sent", { status: 401 }, "recall"));
    await settled();
    calls[2]?.fail(failure("CHAT_NO_ANSWER", "unknown", {}, "recall"));
    calls[3]?.answer(undefined);
    for (const call of calls) call.answer({ data: { recalled: "yes" } });
    const { code, details } = await recalling;
    should(code).equal("CHAT_UNAUTHORIZED");
    should(calls).have.length(16);
    should(details.left).eql([1, 16, 17, 18, 19]);
    should(details.uncertain).eql([2]);
    should(details.done).have.length(14);
    should(details.done?.[1]).eql({
      messageId: "3",
      to: "alice.k",
      recalled: false,
      reason: "the service accepted it, and its answer could not be read",
    });
  });

  it("ends with its signal", async () => {
    const controller = new AbortController();
    const { send } = createFakeSend();
    const recalling = failureOf(recallMessages(send, recallsOf(20), { signal: controller.signal }, now));
    await settled();
    controller.abort();
    const { code, details } = await recalling;
    should(code).equal("CHAT_STOPPED");
    should(details.uncertain).have.length(16);
    should(details.left).eql([16, 17, 18, 19]);
  });
});
