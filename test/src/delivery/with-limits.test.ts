import should from "should";
import type { Answer, Call, Progress } from "../../../src/client/call";
import { ChatError } from "../../../src/client/chat-error";
import type { ChatType } from "../../../src/client/message";
import { createCallQueue } from "../../../src/delivery/call-queue";
import type { CallLimits } from "../../../src/delivery/call-limits";
import { withLimits } from "../../../src/delivery/with-limits";
import { createFakeClock } from "../../support/fake-clock";
import { context, failureOf } from "../client/use-client";

const good: Answer = { status: 200, headers: {}, body: {} };

function callTo(chatType: ChatType, to: readonly string[]): Call {
  return { operation: "send-message", method: "POST", path: "x", signedIn: true, recipients: { chatType, to } };
}

/** Numbers from 0 to 1 that are the same at every run (a linear congruential generator). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** What arrived at a strict service: when, in which lane, and how much. */
interface Arrival {
  readonly at: number;
  readonly weights: Readonly<Record<string, number>>;
}

/** The most that arrived within any stretch of a window: `(at - window, at]`, as the service counts it. */
function mostWithin(arrivals: readonly Arrival[], lane: string, windowMs: number): number {
  return arrivals.reduce((most, { at }) => {
    const within = arrivals.filter((other) => other.at > at - windowMs && other.at <= at);
    return Math.max(
      most,
      within.reduce((sum, { weights }) => sum + (weights[lane] ?? 0), 0),
    );
  }, 0);
}

describe("the limits", () => {
  const limits: CallLimits = {
    callsPerSecond: 5,
    recipientsPerMinute: 40,
    groupMessagesPerSecond: 2,
    roomsPerSecond: 7,
    historyCallsPerMinute: 3,
  };

  for (const seed of [1, 2, 3, 4, 5]) {
    it(`are never passed at the service, whatever the network does (seed ${seed})`, async () => {
      const clock = createFakeClock(0);
      const random = seededRandom(seed);
      const arrivals: Arrival[] = [];
      const wait = (ms: number): Promise<void> => new Promise((resolve) => clock.after(ms, resolve));
      const layer = withLimits(createCallQueue(clock), limits, 1e9, () => clock.now());
      const send = layer(async (call) => {
        const { chatType, to } = call.recipients ?? { chatType: "users", to: [] };
        if (random() < 0.1) {
          await wait(random() * 500);
          throw new ChatError("CHAT_UNREACHABLE", { operation: "send-message", outcome: "not-sent" });
        }
        // Slow on the way there, and on the way back.
        await wait(Math.floor(random() ** 4 * 3_000));
        const lanes = chatType === "chatgroups" ? to.map((id) => [id, 1] as const) : [[chatType, to.length] as const];
        arrivals.push({ at: clock.now(), weights: { calls: 1, ...Object.fromEntries(lanes) } });
        await wait(Math.floor(random() ** 4 * 3_000));
        if (random() < 0.1) throw new ChatError("CHAT_NO_ANSWER", { operation: "send-message", outcome: "unknown" });
        return good;
      });
      let ended = 0;
      const sends = 120;
      for (let index = 0; index < sends; index += 1) {
        const chatType = (["users", "chatgroups", "chatrooms"] as const)[Math.floor(random() * 3)] ?? "users";
        const count = 1 + Math.floor(random() * 3);
        const call = callTo(
          chatType,
          Array.from({ length: count }, (_, each) => `g${each}`),
        );
        clock.after(Math.floor(random() * 10_000), () => {
          void send(call, context)
            .catch(() => undefined)
            .finally(() => (ended += 1));
        });
      }
      await clock.advance(600_000);
      should(ended).equal(sends);
      should(clock.pending).equal(0);
      should(mostWithin(arrivals, "calls", 1_000)).be.within(3, 5);
      should(mostWithin(arrivals, "users", 60_000)).be.within(30, 40);
      should(mostWithin(arrivals, "chatrooms", 1_000)).be.belowOrEqual(7);
      for (const group of ["g0", "g1", "g2"]) should(mostWithin(arrivals, group, 1_000)).be.belowOrEqual(2);
    });
  }

  it("keep history to so many hours a minute, and do not count what lies elsewhere", async () => {
    const clock = createFakeClock(0);
    const layer = withLimits(createCallQueue(clock), limits, 1e9, () => clock.now());
    const arrivals: number[] = [];
    const send = layer(async () => {
      arrivals.push(clock.now());
      return Promise.resolve(good);
    });
    const hour: Call = { operation: "history", method: "GET", path: "chatmessages/2025100907", signedIn: true };
    for (let index = 0; index < 4; index += 1) void send(hour, context);
    await clock.advance(59_000);
    should(arrivals).eql([0, 0, 0]);
    await clock.advance(2_000);
    should(arrivals).have.length(4);
    for (let index = 0; index < 50; index += 1) void send({ ...hour, elsewhere: "http://127.0.0.1/" }, context);
    await clock.advance(0);
    should(arrivals).have.length(54);
  });

  it("let no message wait for the limit of another kind of call", async () => {
    const clock = createFakeClock(0);
    const layer = withLimits(createCallQueue(clock), limits, 1e9, () => clock.now());
    const sent: string[] = [];
    const send = layer((call) => {
      sent.push(`${call.operation} ${call.recipients?.chatType ?? ""} ${clock.now()}`);
      return Promise.resolve(good);
    });
    const hour: Call = { operation: "history", method: "GET", path: "chatmessages/2025100907", signedIn: true };
    for (let index = 0; index < 4; index += 1) void send(hour, context);
    const many = Array.from({ length: 40 }, (_, index) => `u${index}`);
    void send(callTo("users", many), context);
    await clock.advance(2_000);
    void send(callTo("users", ["a"]), context);
    void send(callTo("chatgroups", ["g"]), context);
    void send({ ...hour, elsewhere: "http://127.0.0.1/" }, context);
    await clock.advance(2_000);
    should(sent.slice(3)).eql(["send-message users 0", "send-message chatgroups 2000", "history  2000"]);
    await clock.advance(60_000);
    should(sent).have.length(8);
  });

  it("take less than one call a second for one call in a longer while", async () => {
    const clock = createFakeClock(0);
    const layer = withLimits(createCallQueue(clock), { ...limits, callsPerSecond: 0.25 }, 60_000, () => clock.now());
    const sentAt: number[] = [];
    const send = layer(() => {
      sentAt.push(clock.now());
      return Promise.resolve(good);
    });
    const sending = Promise.all([1, 2, 3].map(() => send(callTo("users", ["a"]), context)));
    await clock.advance(10_000);
    await sending;
    should(sentAt.map((at) => Math.floor(at / 4_000))).eql([0, 1, 2]);
  });

  it("count calls only where there are no recipients", async () => {
    const clock = createFakeClock(0);
    const layer = withLimits(createCallQueue(clock), { ...limits, recipientsPerMinute: 1 }, 1e9, () => clock.now());
    const send = layer(() => Promise.resolve(good));
    const call: Call = { operation: "check-connection", method: "POST", path: "x", signedIn: true };
    for (let index = 0; index < 5; index += 1) await send(call, context);
    should(clock.pending).equal(0);
  });

  it("report waiting and sending, and let go of the place of what never left", async () => {
    const clock = createFakeClock(0);
    const layer = withLimits(createCallQueue(clock), { ...limits, callsPerSecond: 1 }, 60_000, () => clock.now());
    const states: string[] = [];
    const told = { ...context, report: ({ state }: Progress) => states.push(state) };
    const unreachable = new ChatError("CHAT_UNREACHABLE", { operation: "send-message", outcome: "not-sent" });
    const refused = new ChatError("CHAT_REJECTED", { operation: "send-message", outcome: "not-sent" });
    const results = [unreachable, refused];
    const send = layer(() => Promise.reject(results.shift() ?? refused));
    should(await failureOf(send(callTo("users", ["a"]), told))).equal(unreachable);
    should(await failureOf(send(callTo("users", ["a"]), told))).equal(refused);
    const third = failureOf(send(callTo("users", ["a"]), told));
    should(states).eql(["sending", "sending", "queued"]);
    await clock.advance(1_001);
    should(await third).equal(refused);
    should(states).eql(["sending", "sending", "queued", "sending"]);
  });

  it("let a message wait no longer than its time, counted from when it was taken in", async () => {
    const clock = createFakeClock(0);
    const layer = withLimits(createCallQueue(clock), { ...limits, callsPerSecond: 1 }, 60_000, () => clock.now());
    const never = layer(() => new Promise<Answer>(() => undefined));
    void never(callTo("users", ["a"]), context);
    const old = failureOf(never(callTo("users", ["a"]), { ...context, acceptedAt: -50_000 }));
    await clock.advance(10_000);
    should((await old).code).equal("CHAT_EXPIRED");
  });
});
