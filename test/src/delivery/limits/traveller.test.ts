import should from "should";
import { announce, createTraveller } from "../../../../src/delivery/limits/traveller";
import { failureOf } from "../../client/use-client";
import { failed, good, stoppable, textTo, unanswered } from "./use-limits";

const call = textTo(["a"]);

describe("a traveller", () => {
  it("hears what was said, before or after it asks, and only the first", async () => {
    const early = createTraveller(call, stoppable());
    early.arrive(good);
    early.fail(unanswered);
    should(await early.answer()).equal(good);
    const late = createTraveller(call, stoppable());
    const answer = failureOf(late.answer());
    late.fail(unanswered);
    late.arrive(good);
    should(await answer).equal(unanswered);
  });

  it("leaves no rejection that nobody hears", async () => {
    const traveller = createTraveller(call, stoppable());
    traveller.fail(unanswered);
    await new Promise((resolve) => setImmediate(resolve));
  });

  it("knows that nothing was sent when it is stopped before it is aboard, and knows nothing when after", async () => {
    for (const [isAboard, outcome] of [
      [false, "not-sent"],
      [true, "unknown"],
    ] as const) {
      const context = stoppable();
      const traveller = createTraveller(call, context);
      if (isAboard) should(await traveller.board()).be.true();
      const end = failureOf(traveller.answer());
      context.stop();
      should(await end).match({ code: "CHAT_STOPPED", details: { outcome, operation: "send-message" } });
    }
  });

  it("knows that nothing was sent when it is stopped after the request was refused", async () => {
    const context = stoppable();
    const traveller = createTraveller(call, context);
    await traveller.board();
    traveller.alight();
    context.stop();
    should((await failureOf(traveller.answer())).details.outcome).equal("not-sent");
    should(await traveller.board()).be.false();
  });

  it("does not come along where it was stopped before anybody asked for its answer", async () => {
    const context = stoppable();
    const traveller = createTraveller(call, context);
    context.stop();
    should(await traveller.board()).be.false();
    should(await failureOf(traveller.answer())).match({ code: "CHAT_STOPPED", details: { outcome: "not-sent" } });
  });

  it("does not come along where its message must not go out", async () => {
    const full = failed("CHAT_OUTBOX_FULL", "not-sent");
    const traveller = createTraveller(call, { ...stoppable(), beforeSending: () => Promise.reject(full) });
    should(await traveller.board()).be.false();
    should(await failureOf(traveller.answer())).equal(full);
  });

  it("travels with its own kind, and with nobody where it may not share", () => {
    const traveller = createTraveller(call, stoppable());
    const { kind, gather } = traveller.together([], () => true);
    should(kind).equal(call.company.kind);
    should(gather()).not.be.undefined();
    should(traveller.together([], () => false).gather()).be.undefined();
  });
});

describe("the announcement of a call", () => {
  it("asks first, and then says with how many bytes it goes", async () => {
    const context = stoppable();
    const asked: unknown[] = [];
    const beforeSending = (each: unknown): Promise<void> => {
      asked.push(each, context.reports.length);
      return Promise.resolve();
    };
    await announce(call, { ...context, beforeSending });
    should(asked).eql([call, 0]);
    should(context.reports).eql([{ state: "sending", bytes: Buffer.byteLength(call.json ?? "") }]);
    await announce({ operation: "history", method: "GET", path: "x", signedIn: true }, context);
    should(context.reports[1]).eql({ state: "sending" });
  });

  it("says nothing of one that must not go", async () => {
    const context = stoppable();
    const { signal, report, reports } = context;
    const beforeSending = (): Promise<void> => Promise.reject(unanswered);
    const full = { signal, beforeSending, ...(report === undefined ? {} : { report }) };
    should(await failureOf(announce(call, full))).equal(unanswered);
    should(reports).be.empty();
  });
});
