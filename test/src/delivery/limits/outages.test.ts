import should from "should";
import type { Call, CallContext } from "../../../../src/client/call";
import type { ChatError } from "../../../../src/client/chat-error";
import { retryPolicies } from "../../../../src/delivery/retry/retry-policies";
import { createFakeClock } from "../../../support/fake-clock";
import type { FakeClock } from "../../../support/fake-clock";
import { context, failureOf } from "../../client/use-client";
import { callTo, failed, good, pause, stoppable, textTo, unanswered, unreachable, useLimits } from "./use-limits";

const alarm = callTo("users", ["a"]);

describe("the limits while the service is away", () => {
  let clock: FakeClock;
  let tries: number[];
  /** How calls fail; `undefined`: they do not. */
  let fault: ChatError | undefined;

  beforeEach(() => {
    clock = createFakeClock(0);
    tries = [];
    fault = unreachable;
  });
  afterEach(() => should(clock.pending).equal(0));

  async function service(): Promise<typeof good> {
    tries.push(clock.now());
    const now = fault;
    await pause(clock, 1);
    if (now !== undefined) throw now;
    return good;
  }

  function use(options: Parameters<typeof useLimits>[2] = {}, send = service): ReturnType<typeof useLimits> {
    return useLimits(clock, send, options);
  }

  function sendMany(send: ReturnType<typeof use>["send"], count: number, call: Call = alarm): Promise<unknown>[] {
    return Array.from({ length: count }, () => send(call, context).catch((error: unknown) => error));
  }

  it("let one call at a time try, at growing distances, however many wait", async () => {
    const { send } = use();
    const all = sendMany(send, 1);
    await clock.advance(0);
    all.push(...sendMany(send, 500));
    await clock.advance(60_000);
    const first = tries.filter((at) => at === 0).length;
    should(first).equal(100);
    const growing = tries.slice(first).map((at, index, later) => at - (later[index - 1] ?? 0));
    should(growing).eql([1, 1_001, 2_001, 4_001, 8_001, 15_001, 15_001]);
    fault = undefined;
    await clock.advance(20_000);
    should(await Promise.all(all)).matchEach(good);
  });

  it("let all go on as soon as one got through", async () => {
    const { send } = use();
    const all = sendMany(send, 50);
    await clock.advance(9_000);
    fault = undefined;
    const before = tries.length;
    await clock.advance(7_000);
    should(tries.length - before).equal(50);
    const [opened, next] = tries.slice(before);
    should((next ?? 0) - (opened ?? 0)).equal(1);
    should(await Promise.all(all)).matchEach(good);
  });

  it("open as soon as any answer comes, also that of a call from before", async () => {
    const { send } = use({}, () => {
      tries.push(clock.now());
      if (tries.length === 1) return pause(clock, 2_500).then(() => good);
      return tries.length < 6 ? Promise.reject(unreachable) : Promise.resolve(good);
    });
    const all = sendMany(send, 3);
    await clock.advance(2_499);
    const before = tries.length;
    await clock.advance(1);
    should(tries.length).be.above(before);
    await clock.advance(10_000);
    should(await Promise.all(all)).matchEach(good);
  });

  it("stay open although a call from before hangs, and fails late", async () => {
    const { send } = use({}, () => {
      tries.push(clock.now());
      if (tries.length === 1) return pause(clock, 30_000).then(() => Promise.reject(unanswered));
      return tries.length < 4 ? Promise.reject(unreachable) : Promise.resolve(good);
    });
    const hanging = failureOf(send(alarm, context));
    const all = sendMany(send, 5);
    await clock.advance(5_000);
    should(await Promise.all(all)).matchEach(good);
    await clock.advance(25_000);
    should((await hanging).code).equal("CHAT_NO_ANSWER");
    const now = clock.now();
    void Promise.all(sendMany(send, 5));
    await clock.advance(0);
    should(tries.slice(-5)).matchEach(now);
  });

  it("let calls from before fail without letting more than one try", async () => {
    let flying = 0;
    let most = 0;
    let isBack = false;
    const { send } = use({ repeatUnknown: true }, async () => {
      tries.push(clock.now());
      const { length } = tries;
      if (isBack) return good;
      // A hundred were under way when it began.
      if (length > 100) most = Math.max(most, (flying += 1));
      await pause(clock, length > 100 ? 10_000 : length * 200);
      if (length > 100) flying -= 1;
      throw unanswered;
    });
    const all = sendMany(send, 200);
    await clock.advance(120_000);
    should(most).equal(1);
    should(tries.length).be.within(105, 115);
    isBack = true;
    await clock.advance(120_000);
    should(await Promise.all(all)).matchEach(good);
  });

  it("wait no longer than 40 seconds for a try that takes long", async () => {
    const { send } = use({}, () => {
      tries.push(clock.now());
      if (tries.length === 1) return Promise.reject(unreachable);
      return pause(clock, tries.length === 2 ? 300_000 : 1).then(() => good);
    });
    const all = sendMany(send, 1);
    await clock.advance(0);
    all.push(...sendMany(send, 10));
    await clock.advance(39_999);
    should(tries).have.length(2);
    await clock.advance(2);
    should(tries).have.length(12);
    await clock.advance(300_000);
    should(await Promise.all(all)).matchEach(good);
  });

  it("take nobody along on a try", async () => {
    const seen: Call[] = [];
    const { send } = useLimits(clock, async (call) => {
      seen.push(call);
      return service();
    });
    for (let index = 0; index < 20; index += 1) void send(textTo([`u${index}`]), context);
    await clock.advance(20_000);
    should(seen.slice(-4).map((call) => call.recipients?.to.length)).eql([1, 1, 1, 1]);
    fault = undefined;
    await clock.advance(20_000);
    should(seen.flatMap((call) => call.recipients?.to ?? [])).containDeep(["u19"]);
  });

  it("are brisk where asked: who waits fails after some 30 seconds, and nothing of it was sent", async () => {
    const { send } = use({ policy: retryPolicies.brisk });
    const ends: number[] = [];
    const failures = Array.from({ length: 20 }, () =>
      failureOf(send(alarm, context)).finally(() => ends.push(clock.now())),
    );
    clock.after(10_000, () => {
      failures.push(failureOf(send(alarm, context)).finally(() => ends.push(clock.now())));
    });
    await clock.advance(60_000);
    should(await Promise.all(failures)).matchEach({
      code: "CHAT_UNREACHABLE",
      details: { outcome: "not-sent", error: "ECONNREFUSED" },
    });
    should(ends.slice(0, 20)).matchEach((at: number) => should(at).be.within(30_000, 33_000));
    should(ends[20]).be.within(40_000, 43_000);
  });

  it("let nobody be impatient who only waits for a limit", async () => {
    fault = undefined;
    const { send } = use({ policy: retryPolicies.brisk, limits: { ...planOfOne, callsPerSecond: 1 } });
    const all = sendMany(send, 60);
    await clock.advance(70_000);
    should(await Promise.all(all)).matchEach(good);
  });

  it("try again for whom the service failed after a long wait for a limit, where brisk", async () => {
    fault = undefined;
    const { send } = use({ policy: retryPolicies.brisk, limits: { ...planOfOne, callsPerSecond: 1 } });
    const all = sendMany(send, 60);
    await clock.advance(40_000);
    fault = unreachable;
    await clock.advance(5_000);
    fault = undefined;
    await clock.advance(60_000);
    should(await Promise.all(all)).matchEach(good);
  });

  it("let each try by itself, and fail at once, where told never to try again", async () => {
    const { send } = use({ policy: retryPolicies.never });
    for (let index = 1; index <= 5; index += 1) {
      const end = failureOf(send(alarm, context));
      await clock.advance(1);
      should(await end).equal(unreachable);
      should(tries).have.length(index);
    }
    fault = undefined;
    const limited = use({ policy: retryPolicies.never, limits: { ...planOfOne, callsPerSecond: 1 } });
    const all = sendMany(limited.send, 5);
    await clock.advance(10_000);
    should(await Promise.all(all)).matchEach(good);
  });

  it("end the waiting with the message's time, and the words of its last failure", async () => {
    const { send } = use({ maxAgeMs: 20_000 });
    const early = failureOf(send(alarm, context));
    const late = failureOf(send(alarm, { ...context, acceptedAt: -15_000 }));
    await clock.advance(5_001);
    should(await late).match({ code: "CHAT_EXPIRED", details: { outcome: "not-sent", error: "ECONNREFUSED" } });
    await clock.advance(20_000);
    should(await early).match({ code: "CHAT_EXPIRED", details: { outcome: "not-sent", error: "ECONNREFUSED" } });
  });

  it("stay open where the service answers that it is broken", async () => {
    fault = failed("CHAT_UNAVAILABLE", "unknown", { status: 500 });
    const { send } = use();
    for (let index = 0; index < 10; index += 1) {
      const end = failureOf(send(alarm, context));
      await clock.advance(1);
      should(await end).equal(fault);
    }
    fault = undefined;
    const fine = send(alarm, context);
    await clock.advance(1);
    should(await fine).equal(good);
  });

  it("close where a gateway answers that nobody is behind it, or the service that it is not available", async () => {
    for (const away of [
      failed("CHAT_UNAVAILABLE", "unknown", { status: 502 }),
      failed("CHAT_UNAVAILABLE", "not-sent", { status: 503 }),
    ]) {
      tries = [];
      fault = away;
      const { send, limits } = use({ policy: retryPolicies.patient, repeatUnknown: true, maxAgeMs: 10_000 });
      const all = sendMany(send, 30);
      await clock.advance(5_000);
      should(tries.length).be.belowOrEqual(30 + 4);
      should(limits.awaySince()).equal(clock.now() - 4_999);
      await clock.advance(10_000);
      await Promise.all(all);
    }
  });

  it("make no hot loop of a sign-in that answers nonsense", async () => {
    fault = failed("CHAT_BAD_ANSWER", "not-sent", { operation: "token", status: 200 });
    const { send } = use({ maxAgeMs: 60_000 });
    const all = sendMany(send, 3);
    await clock.advance(60_001);
    should(tries.length).be.belowOrEqual(12);
    should(await Promise.all(all)).matchEach({ code: "CHAT_EXPIRED" });
  });

  it("make no hot loop of what lies elsewhere", async () => {
    const { send, limits } = use({ maxAgeMs: 60_000 });
    const end = failureOf(send({ ...alarm, elsewhere: "http://127.0.0.1/" }, context));
    await clock.advance(60_001);
    should((await end).code).equal("CHAT_EXPIRED");
    should(tries).eql([0, 1_001, 3_002, 7_003, 15_004, 30_005]);
    should(limits.awaySince()).be.undefined();
  });

  it("make no hot loop of failures of ours that look like no answer", async () => {
    const { send } = use({ maxAgeMs: 10_000 }, () => {
      tries.push(clock.now());
      // One gets through in between, so that the gate is open again each time.
      return tries.length % 2 === 0 ? Promise.reject(unreachable) : Promise.resolve(good);
    });
    const all = sendMany(send, 4);
    await clock.advance(60_000);
    should(await Promise.all(all)).matchEach(good);
    should(tries.length).be.belowOrEqual(8);
  });

  it("are not opened by what never left", async () => {
    const { send, limits } = use({}, () => {
      tries.push(clock.now());
      return Promise.reject(unreachable);
    });
    const { signal, stop } = stoppable();
    void send(alarm, { signal }).catch(() => undefined);
    await clock.advance(100);
    const away = limits.awaySince();
    const refusing: CallContext = {
      ...context,
      beforeSending: () => Promise.reject(failed("CHAT_OUTBOX_FULL", "not-sent")),
    };
    stop();
    should((await lateFailure(send(alarm, refusing))).code).equal("CHAT_OUTBOX_FULL");
    should(limits.awaySince()).equal(away);

    async function lateFailure(promise: Promise<unknown>): Promise<ChatError> {
      const end = failureOf(promise);
      await clock.advance(5_000);
      return end;
    }
  });

  it("let go on who stood behind a try that is stopped", async () => {
    const { send } = use({}, () => {
      tries.push(clock.now());
      if (tries.length === 1) return Promise.reject(unreachable);
      return tries.length === 2 ? Promise.reject(failed("CHAT_STOPPED", "unknown")) : Promise.resolve(good);
    });
    const all = sendMany(send, 3);
    await clock.advance(100);
    const ends = await Promise.all(all);
    should(ends.filter((end) => end === good)).have.length(2);
  });
});

const planOfOne = {
  callsPerSecond: 1,
  recipientsPerMinute: 6_000,
  groupMessagesPerSecond: 20,
  roomsPerSecond: 100,
  historyCallsPerMinute: 10,
};
