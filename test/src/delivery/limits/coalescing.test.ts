import should from "should";
import type { Answer, Call, CallContext, Send } from "../../../../src/client/call";
import { isChatError } from "../../../../src/client/chat-error";
import { dialects } from "../../../../src/client/dialects/dialects";
import { readReceipts } from "../../../../src/client/sending/read-receipts";
import { createFakeClock } from "../../../support/fake-clock";
import type { FakeClock } from "../../../support/fake-clock";
import { settled } from "../../../support/fake-send";
import { context, failureOf } from "../../client/use-client";
import { failed, pause, plan, stoppable, textTo, unanswered, unreachable, useLimits } from "./use-limits";

const missing = failed("CHAT_NOT_FOUND", "not-sent", { status: 404 });

describe("sends that differ in their recipients only", () => {
  let clock: FakeClock;
  let requests: Call[];
  let answerAfterMs: number;
  /** How a request fails. */
  let fault: (call: Call) => Error | undefined;

  beforeEach(() => {
    clock = createFakeClock(0);
    requests = [];
    answerAfterMs = 100;
    fault = () => undefined;
  });
  afterEach(() => should(clock.pending).equal(0));

  /** Answers as the service does: one id for each recipient. */
  const service: Send = async (call, { signal }) => {
    requests.push(call);
    const error = fault(call);
    await Promise.race([
      pause(clock, answerAfterMs),
      new Promise((_, reject) =>
        signal.addEventListener("abort", () => reject(failed("CHAT_STOPPED", "unknown")), { once: true }),
      ),
    ]);
    if (error !== undefined) throw error;
    const to = call.recipients?.to ?? [];
    return { status: 200, headers: {}, body: { data: Object.fromEntries(to.map((id) => [id, `id of ${id}`])) } };
  };

  function use(options: Parameters<typeof useLimits>[2] = {}): Send {
    return useLimits(clock, service, options).send;
  }

  function sizes(): readonly (number | undefined)[] {
    return requests.map(({ recipients }) => recipients?.to.length);
  }

  /** What a caller makes of its answer. */
  function idsIn(answer: Answer, call: Call): readonly (string | null)[] {
    return readReceipts(answer, "users", call.recipients?.to ?? []).map(({ messageId }) => messageId);
  }

  function contextOf(more: Partial<CallContext> = {}): CallContext {
    return { ...context, ...more };
  }

  it("leave at once; the others of the same tick leave together when it is over", async () => {
    const send = use();
    const all = Array.from({ length: 10 }, (_, index) => send(textTo([`u${index}`]), context));
    await settled();
    should(sizes()).eql([1]);
    await clock.advance(0);
    should(sizes()).eql([1, 9]);
    await clock.advance(200);
    const answers = await Promise.all(all);
    answers.forEach((answer, index) => should(idsIn(answer, textTo([`u${index}`]))).eql([`id of u${index}`]));
  });

  it("are never kept for company that may come", async () => {
    answerAfterMs = 10_000;
    const send = use();
    for (let index = 0; index < 50; index += 1) {
      void send(textTo([`u${index}`]), context);
      await settled();
      should(sizes()).have.length(index + 1);
      await clock.advance(1);
    }
    await clock.advance(10_000);
  });

  it("leave together when a limit that they have waited for lets one of them go", async () => {
    const send = use({ limits: { ...plan, callsPerSecond: 2 } });
    for (let index = 0; index < 10; index += 1) {
      void send(textTo([`u${index}`]), context);
      await clock.advance(1);
    }
    should(sizes()).eql([1, 1]);
    await clock.advance(1_200);
    should(sizes()).eql([1, 1, 8]);
    await clock.advance(200);
  });

  it("make twelve requests of six thousand that come in one instant", async () => {
    const send = use();
    const all = Array.from({ length: 6_000 }, (_, index) => send(textTo([`u${index}`], "x"), context));
    await clock.advance(1_000);
    should(requests.length).be.belowOrEqual(12);
    const answers = await Promise.all(all);
    answers.forEach((answer, index) => should(idsIn(answer, textTo([`u${index}`], "x"))).eql([`id of u${index}`]));
    for (const { json, recipients } of requests) {
      should(Buffer.byteLength(json ?? "")).be.belowOrEqual(5_120);
      should(recipients?.to.length).be.belowOrEqual(600);
    }
    should(requests.flatMap(({ recipients }) => recipients?.to ?? [])).have.length(6_000);
  });

  it("fill a request up to its bytes, and no further", async () => {
    const send = use();
    const long = "用户".repeat(20);
    for (let index = 0; index < 200; index += 1) void send(textTo([`${long}${index}`]), context);
    await clock.advance(1_000);
    should(requests.flatMap(({ recipients }) => recipients?.to ?? [])).have.length(200);
    const bytes = requests.map(({ json }) => Buffer.byteLength(json ?? ""));
    should(Math.max(...bytes)).be.within(5_120 - 130, 5_120);
  });

  it("keep to three groups and ten rooms", async () => {
    const send = use();
    for (let index = 0; index < 20; index += 1) {
      void send(textTo([`g${index}`], "x", "chatgroups"), context);
      void send(textTo([`r${index}`], "x", "chatrooms"), context);
    }
    await clock.advance(3_000);
    const of = (chatType: string): readonly (number | undefined)[] =>
      requests.filter(({ recipients }) => recipients?.chatType === chatType).map((call) => call.recipients?.to.length);
    should(of("chatgroups")).eql([1, 3, 3, 3, 3, 3, 3, 1]);
    should(of("chatrooms")).eql([1, 10, 9]);
  });

  it("are put together in the older dialect, too", async () => {
    const send = use();
    for (let index = 0; index < 20; index += 1) {
      void send(textTo([`g${index}`], "x", "chatgroups", dialects.legacy), context);
    }
    await clock.advance(1_000);
    should(sizes()).eql([1, 19]);
    should(JSON.parse(requests[1]?.json ?? "")).match({ target_type: "chatgroups", msg: { msg: "x" } });
  });

  it("are of one kind only if all else is the same", async () => {
    const send = use();
    const texts = ["a", "b", 'with "quotes" and ["u0"]'];
    for (let index = 0; index < 30; index += 1) void send(textTo([`u${index}`], texts[index % 3]), context);
    await clock.advance(1_000);
    for (const { json, recipients } of requests) {
      const { body } = JSON.parse(json ?? "") as { readonly body: { readonly msg: string } };
      for (const id of recipients?.to ?? []) should(body.msg).equal(texts[Number(id.slice(1)) % 3]);
    }
    should(sizes()).eql([1, 1, 1, 9, 9, 9]);
  });

  it("never name the same recipient twice in a request, however it is written", async () => {
    const send = use();
    const ids = ["a", "b", "Ann", "ann", "a", "ANN", "c", "a"];
    const all = ids.map((id) => send(textTo([id]), context));
    await clock.advance(2_000);
    await Promise.all(all);
    for (const { recipients } of requests) {
      const to = (recipients?.to ?? []).map((id) => id.toLowerCase());
      should(new Set(to).size).equal(to.length);
    }
    should(requests.flatMap(({ recipients }) => recipients?.to ?? []).sort()).eql([...ids].sort());
  });

  it("respect each group's own limit", async () => {
    const send = use({ limits: { ...plan, groupMessagesPerSecond: 2 } });
    answerAfterMs = 1;
    const sentTo: Record<string, number[]> = {};
    fault = ({ recipients }) => {
      for (const id of recipients?.to ?? []) (sentTo[id] ??= []).push(clock.now());
      return undefined;
    };
    for (let index = 0; index < 10; index += 1) void send(textTo(["busy"], "x", "chatgroups"), context);
    for (let index = 0; index < 9; index += 1) void send(textTo([`g${index}`], "x", "chatgroups"), context);
    await clock.advance(900);
    should(sentTo["busy"]).have.length(2);
    for (let index = 0; index < 9; index += 1) should(sentTo[`g${index}`]).have.length(1);
    await clock.advance(20_000);
    should(sentTo["busy"]).have.length(10);
    sentTo["busy"]?.forEach((at, index, all) => {
      if (index >= 2) should(at - (all[index - 2] ?? 0)).be.above(1_000);
    });
  });

  it("take nobody along past somebody who waits for the same minute", async () => {
    const send = use({ limits: { ...plan, recipientsPerMinute: 10 } });
    const many = (count: number, prefix: string): string[] =>
      Array.from({ length: count }, (_, at) => `${prefix}${at}`);
    void send(textTo(many(9, "x"), "first"), context);
    await clock.advance(200);
    for (const id of ["a", "b"]) void send(textTo([id]), context);
    void send(textTo(many(9, "y"), "large"), context);
    for (let index = 0; index < 5; index += 1) void send(textTo([`c${index}`]), context);
    await clock.advance(60_400);
    should(sizes()).eql([9, 1, 1, 9]);
    await clock.advance(200_000);
    should(sizes()).eql([9, 1, 1, 9, 1, 4]);
  });

  describe("refused together", () => {
    function refuseTo(...bad: readonly string[]): void {
      fault = ({ recipients }) => (recipients?.to.some((id) => bad.includes(id)) === true ? missing : undefined);
    }

    it("are divided until only the one fails that was meant", async () => {
      refuseTo("u7");
      const send = use();
      const ends = Array.from({ length: 34 }, (_, index) =>
        send(textTo([`u${index}`]), context).then(
          () => "sent",
          (error: unknown) => (isChatError(error) ? error.code : "other"),
        ),
      );
      await clock.advance(5_000);
      const results = await Promise.all(ends);
      should(results.map((end, index) => (end === "sent" ? -1 : index)).filter((index) => index >= 0)).eql([7]);
      should(results[7]).equal("CHAT_NOT_FOUND");
      should(requests.length).be.belowOrEqual(1 + 1 + 2 * 6);
    });

    it("all fail where all are meant, and no more often than there is a way to divide them", async () => {
      fault = () => failed("CHAT_REJECTED", "not-sent", { status: 400 });
      const send = use();
      const ends = Array.from({ length: 18 }, (_, index) => failureOf(send(textTo([`u${index}`]), context)));
      await clock.advance(60_000);
      should(await Promise.all(ends)).matchEach({ code: "CHAT_REJECTED" });
      should(requests.length).equal(1 + 33);
    });

    it("say that nothing was sent of one that is stopped before it is made anew", async () => {
      refuseTo("u3");
      const send = use({ limits: { ...plan, callsPerSecond: 2 } });
      const { signal, stop } = stoppable();
      void send(textTo(["u0"]), context);
      const stopped = failureOf(send(textTo(["u2"]), { signal }));
      const bad = failureOf(send(textTo(["u3"]), context));
      await clock.advance(160);
      should(sizes()).eql([1, 2]);
      stop();
      should(await stopped).match({ code: "CHAT_STOPPED", details: { outcome: "not-sent" } });
      await clock.advance(5_000);
      should((await bad).code).equal("CHAT_NOT_FOUND");
      should(requests.slice(2).flatMap(({ recipients }) => recipients?.to ?? [])).eql(["u3"]);
    });
  });

  it("all hear that nobody knows", async () => {
    fault = () => unanswered;
    const send = use();
    const ends = Array.from({ length: 10 }, (_, index) => failureOf(send(textTo([`u${index}`]), context)));
    await clock.advance(1_000);
    should(await Promise.all(ends)).matchEach({ code: "CHAT_NO_ANSWER", details: { outcome: "unknown" } });
    should(sizes()).eql([1, 9]);
  });

  it("all come back and try again where nothing was sent", async () => {
    answerAfterMs = 10;
    let isAway = false;
    fault = () => (isAway ? unreachable : undefined);
    const send = use();
    const all = Array.from({ length: 50 }, (_, index) => send(textTo([`u${index}`]), context));
    await clock.advance(5);
    isAway = true;
    await clock.advance(5_000);
    isAway = false;
    await clock.advance(20_000);
    should(await Promise.all(all)).have.length(50);
  });

  it("go on without the one that is stopped, and end with the last of them", async () => {
    answerAfterMs = 10_000;
    const send = use();
    const contexts = Array.from({ length: 6 }, stoppable);
    const ends = contexts.map((each, index) =>
      send(textTo([`u${index}`]), { signal: each.signal }).then(
        () => "sent",
        (error: unknown) => (isChatError(error) ? `${error.code} ${error.details.outcome}` : "other"),
      ),
    );
    await clock.advance(100);
    should(sizes()).eql([1, 5]);
    contexts[2]?.stop();
    should(await ends[2]).equal("CHAT_STOPPED unknown");
    contexts[0]?.stop();
    contexts[1]?.stop();
    await clock.advance(100);
    for (const index of [3, 4]) contexts[index]?.stop();
    await clock.advance(20_000);
    should(await ends[5]).equal("sent");

    const others = Array.from({ length: 6 }, stoppable);
    const stopped = others.map((each, index) => failureOf(send(textTo([`u${index}`]), { signal: each.signal })));
    await clock.advance(100);
    for (const { stop } of others) stop();
    should(await Promise.all(stopped)).matchEach({ code: "CHAT_STOPPED" });
    // The request itself ended: its seat is free at once.
    const before = requests.length;
    for (let index = 0; index < 2; index += 1) void send(textTo([`u${index}`]), context);
    await clock.advance(0);
    should(requests.length - before).equal(2);
    await clock.advance(20_000);
  });

  it("leave without the one whose message must not go out", async () => {
    const send = use();
    const asked: (readonly string[])[] = [];
    const beforeSending = (call: Call): Promise<void> => {
      const to = call.recipients?.to ?? [];
      asked.push(to);
      return to[0] === "u3" ? Promise.reject(failed("CHAT_OUTBOX_FULL", "not-sent")) : settled();
    };
    const ends = Array.from({ length: 6 }, (_, index) =>
      send(textTo([`u${index}`]), contextOf({ beforeSending })).then(
        () => "sent",
        (error: unknown) => (isChatError(error) ? error.code : "other"),
      ),
    );
    await clock.advance(1_000);
    should(await Promise.all(ends)).eql(["sent", "sent", "sent", "CHAT_OUTBOX_FULL", "sent", "sent"]);
    should(requests.map(({ recipients }) => recipients?.to)).eql([["u0"], ["u1", "u2", "u4", "u5"]]);
    should(asked).have.length(6);
  });

  it("give their room back where none of them may go out", async () => {
    const send = use({ limits: { ...plan, callsPerSecond: 2 } });
    const beforeSending = ({ recipients }: Call): Promise<void> =>
      recipients?.to[0] === "u0" ? Promise.resolve() : Promise.reject(unanswered);
    const ends = Array.from({ length: 6 }, (_, index) =>
      send(textTo([`u${index}`]), contextOf({ beforeSending })).catch(() => undefined),
    );
    await clock.advance(120);
    await Promise.all(ends);
    should(sizes()).eql([1]);
    void send(textTo(["other"], "other"), context);
    await clock.advance(0);
    should(sizes()).eql([1, 1]);
    await clock.advance(2_000);
  });

  it("are not sent, or told so, where they are stopped while being made ready", async () => {
    const send = use();
    const { signal, stop } = stoppable();
    let letGo = (): void => undefined;
    const beforeSending = (): Promise<void> => new Promise((resolve) => (letGo = resolve));
    void send(textTo(["u0"]), context);
    void send(textTo(["u1"]), context);
    void send(textTo(["u2"]), context);
    const end = failureOf(send(textTo(["u3"]), { signal, beforeSending }));
    await clock.advance(60);
    stop();
    should(await end).match({ code: "CHAT_STOPPED", details: { outcome: "not-sent" } });
    letGo();
    await clock.advance(1_000);
    should(requests.map(({ recipients }) => recipients?.to)).eql([["u0"], ["u1", "u2"]]);
  });

  it("report that they wait and that they go, each for itself", async () => {
    const send = use();
    const contexts = Array.from({ length: 4 }, stoppable);
    contexts.forEach((each, index) => void send(textTo([`u${index}`]), each));
    await clock.advance(1_000);
    const states = contexts.map(({ reports }) => reports.map(({ state }) => state));
    should(states).eql([["sending"], ...Array.from({ length: 3 }, () => ["queued", "sending"])]);
  });

  it("cost no time where no two are alike", async () => {
    answerAfterMs = 30;
    const time = async (isAlike: boolean): Promise<number> => {
      const start = clock.now();
      const send = use();
      const all = Array.from({ length: 600 }, (_, index) => {
        const { company, ...call } = textTo([`u${index}`], `text ${index}`);
        return send(isAlike ? { ...call, company } : call, context);
      });
      let endedAt = 0;
      void Promise.all(all).then(() => (endedAt = clock.now()));
      await clock.advance(20_000);
      return endedAt - start;
    };
    const without = await time(false);
    should(await time(true)).equal(without);
  });
});
