import should from "should";
import type { Call, Send } from "../../../../src/client/call";
import type { Clock } from "../../../../src/client/clock";
import { isChatError } from "../../../../src/client/chat-error";
import { createFakeClock } from "../../../support/fake-clock";
import type { FakeClock } from "../../../support/fake-clock";
import { context } from "../../client/use-client";
import { createStrictService, limitsOf } from "./strict-service";
import type { Arrival } from "./strict-service";
import {
  callTo,
  failed,
  hour,
  pause,
  plan,
  seededRandom,
  stoppable,
  textTo,
  tooMany,
  unanswered,
  unreachable,
  useLimits,
} from "./use-limits";

/** What the machine's clock shows: whole milliseconds. */
function wholeMilliseconds(clock: Clock): Clock {
  return { now: () => Math.floor(clock.now()), after: (delayMs, run) => clock.after(delayMs, run) };
}

/** Keeps so many calls waiting, each begun as soon as another ends. */
function keepBusy(clock: Clock, send: Send, count: number, untilMs: number, nextCall: () => Call): void {
  const once = async (): Promise<void> => {
    while (clock.now() < untilMs) await send(nextCall(), context);
  };
  for (let index = 0; index < count; index += 1) void once();
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

function sumOf(arrivals: readonly Arrival[], lane: string, untilMs: number): number {
  return arrivals.reduce((sum, { at, weights }) => sum + (at < untilMs ? (weights[lane] ?? 0) : 0), 0);
}

describe("the limits at a service that keeps them strictly", () => {
  let clock: FakeClock;

  beforeEach(() => {
    clock = createFakeClock(0);
  });

  const networks = [
    ["without any delay", 0, 0],
    ["of a hundredth of a second", 4, 8],
    ["far away", 15, 35],
    ["very far away, and unsteady", 60, 400],
  ] as const;
  for (const [name, leastMs, mostMs] of networks) {
    for (const isFixed of [false, true]) {
      const counting = isFixed ? "fixed seconds" : "any second";
      it(`use all 100 calls of ${counting} without a refusal, over a network ${name}`, async () => {
        const random = seededRandom(7);
        const delayMs = (): number => leastMs + random() * (mostMs - leastMs);
        const service = createStrictService(clock, delayMs, limitsOf({ ...plan, recipientsPerMinute: 1e9 }), isFixed);
        const { send } = useLimits(wholeMilliseconds(clock), service.send, {
          limits: { ...plan, recipientsPerMinute: 1e9 },
        });
        keepBusy(clock, send, 300, 20_000, () => callTo("users", ["a"]));
        await clock.advance(20_000);
        should(service.refused).be.empty();
        const share = sumOf(service.accepted, "calls", 20_000) / 2_000;
        // What an unsteady network takes, nobody can give back.
        should(share).be.aboveOrEqual(mostMs < 100 ? 0.99 : 0.7);
        await clock.advance(10_000);
        should(clock.pending).equal(0);
      });
    }
  }

  it("use all calls at an even pace, too", async () => {
    const random = seededRandom(9);
    const service = createStrictService(
      clock,
      () => 15 + random() * 20,
      limitsOf({ ...plan, recipientsPerMinute: 1e9 }),
    );
    const { send } = useLimits(wholeMilliseconds(clock), service.send, {
      limits: { ...plan, recipientsPerMinute: 1e9 },
      evenPace: true,
    });
    keepBusy(clock, send, 300, 20_000, () => callTo("users", ["a"]));
    await clock.advance(20_000);
    should(service.refused).be.empty();
    should(sumOf(service.accepted, "calls", 20_000) / 2_000).be.aboveOrEqual(0.95);
    // Nowhere a burst: no tenth of a second with much more than its share.
    should(mostWithin(service.accepted.slice(500), "calls", 100)).be.belowOrEqual(14);
    await clock.advance(10_000);
    should(clock.pending).equal(0);
  });

  it("use the recipients of a minute, whatever each message weighs", async () => {
    const random = seededRandom(3);
    const allowed = { ...plan, recipientsPerMinute: 600 };
    const service = createStrictService(clock, () => 15 + random() * 20, limitsOf(allowed));
    const { send } = useLimits(wholeMilliseconds(clock), service.send, { limits: allowed });
    keepBusy(clock, send, 50, 300_000, () =>
      callTo(
        "users",
        Array.from({ length: 1 + Math.floor(random() * 7) }, (_, index) => `u${index}`),
      ),
    );
    await clock.advance(300_000);
    should(service.refused).be.empty();
    should(sumOf(service.accepted, "users", 300_000) / 3_000).be.aboveOrEqual(0.98);
    await clock.advance(120_000);
    should(clock.pending).equal(0);
  });

  it("use what each group and all rooms allow, each without the other", async () => {
    const random = seededRandom(4);
    const service = createStrictService(clock, () => 15 + random() * 20);
    const { send } = useLimits(wholeMilliseconds(clock), service.send);
    let turn = 0;
    keepBusy(clock, send, 60, 20_000, () => callTo("chatgroups", [`g${(turn += 1) % 2}`]));
    keepBusy(clock, send, 30, 20_000, () => callTo("chatrooms", ["a", "b", "c", "d"].slice(0, 1 + (turn % 4))));
    await clock.advance(20_000);
    should(service.refused).be.empty();
    for (const group of ["group g0", "group g1"]) {
      should(sumOf(service.accepted, group, 20_000) / 400).be.aboveOrEqual(0.95);
    }
    should(sumOf(service.accepted, "rooms", 20_000) / 2_000).be.aboveOrEqual(0.95);
    await clock.advance(120_000);
    should(clock.pending).equal(0);
  });

  it("keep history to so many hours a minute, and do not count what lies elsewhere", async () => {
    const service = createStrictService(clock, () => 0);
    const { send } = useLimits(clock, service.send);
    for (let index = 0; index < 11; index += 1) void send(hour, context);
    await clock.advance(59_000);
    should(service.accepted).have.length(10);
    await clock.advance(2_000);
    should(service.accepted).have.length(11);
    const sent: Call[] = [];
    const elsewhere = useLimits(clock, (call) => {
      sent.push(call);
      return service.send({ ...call, operation: "download-file" }, context);
    });
    for (let index = 0; index < 50; index += 1)
      void elsewhere.send({ ...hour, elsewhere: "http://127.0.0.1/" }, context);
    await clock.advance(0);
    should(sent).have.length(50);
  });

  it("take less than one call a second for one call in a longer while", async () => {
    const sentAt: number[] = [];
    const { send } = useLimits(
      clock,
      () => {
        sentAt.push(clock.now());
        return Promise.resolve({ status: 200, headers: {}, body: {} });
      },
      { limits: { ...plan, callsPerSecond: 0.25 } },
    );
    for (let index = 0; index < 3; index += 1) void send(callTo("users", ["a"]), context);
    await clock.advance(10_000);
    should(sentAt.map((at) => Math.floor(at / 4_000))).eql([0, 1, 2]);
  });

  for (const seed of [1, 2, 3, 4, 5]) {
    it(`are never passed, whatever the network does (seed ${seed})`, async () => {
      const random = seededRandom(seed);
      const allowed = {
        ...plan,
        callsPerSecond: 5,
        recipientsPerMinute: 40,
        groupMessagesPerSecond: 2,
        roomsPerSecond: 7,
      };
      const service = createStrictService(clock, () => 0, limitsOf({ ...plan, recipientsPerMinute: 1e9 }));
      const { send } = useLimits(
        clock,
        async (call) => {
          if (random() < 0.1) {
            await pause(clock, random() * 500);
            throw failed("CHAT_UNREACHABLE", "not-sent");
          }
          // Slow on the way there, and on the way back.
          await pause(clock, Math.floor(random() ** 4 * 3_000));
          const answer = await service.send(call, context);
          await pause(clock, Math.floor(random() ** 4 * 3_000));
          if (random() < 0.1) throw unanswered;
          return answer;
        },
        { limits: allowed, repeatUnknown: seed % 2 === 0 },
      );
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
      await clock.advance(1_200_000);
      should(ended).equal(sends);
      should(clock.pending).equal(0);
      should(mostWithin(service.accepted, "calls", 1_000)).be.within(2, 5);
      should(mostWithin(service.accepted, "users", 60_000)).be.within(15, 40);
      should(mostWithin(service.accepted, "rooms", 1_000)).be.belowOrEqual(7);
      for (const group of ["group g0", "group g1", "group g2"]) {
        should(mostWithin(service.accepted, group, 1_000)).be.belowOrEqual(2);
      }
    });
  }

  for (const seed of [1, 2, 3, 4, 5, 6]) {
    it(`lose nobody, double nobody and hang nobody, whatever happens to those who wait (seed ${seed})`, async () => {
      const random = seededRandom(seed);
      const pick = (most: number): number => Math.floor(random() * most);
      const allowed = {
        ...plan,
        callsPerSecond: 8,
        recipientsPerMinute: 300,
        groupMessagesPerSecond: 2,
        roomsPerSecond: 9,
      };
      const arrived = new Map<string, number>();
      const service: Send = async (call) => {
        await pause(clock, pick(200));
        const luck = random();
        if (luck < 0.1) throw unreachable;
        if (luck < 0.15) throw tooMany;
        if (luck < 0.2) throw failed("CHAT_UNAVAILABLE", "not-sent", { status: 503 });
        const bad = call.recipients?.to.some((id) => id.endsWith("bad")) === true;
        if (bad) throw failed("CHAT_NOT_FOUND", "not-sent", { status: 404 });
        for (const id of call.recipients?.to ?? []) {
          const key = `${call.recipients?.chatType ?? ""} ${id}`;
          arrived.set(key, (arrived.get(key) ?? 0) + 1);
        }
        await pause(clock, pick(100));
        return { status: 200, headers: {}, body: {} };
      };
      const { send } = useLimits(clock, service, {
        limits: allowed,
        maxAgeMs: 400_000,
        evenPace: seed % 2 === 0,
        random,
      });
      const ends: (readonly [string, string])[] = [];
      const sends = 300;
      for (let index = 0; index < sends; index += 1) {
        const chatType = (["users", "chatgroups", "chatrooms"] as const)[pick(3)] ?? "users";
        const id = `${index}${random() < 0.05 ? "bad" : ""}`;
        const to = chatType === "chatgroups" ? [id, `busy${pick(2)}`].slice(0, 1 + pick(2)) : [id];
        const stopping = stoppable();
        const refuses = random() < 0.05;
        const beforeSending = async (): Promise<void> => {
          await pause(clock, pick(5));
          if (refuses) throw failed("CHAT_OUTBOX_FULL", "not-sent");
        };
        if (random() < 0.1) clock.after(pick(60_000), stopping.stop);
        clock.after(pick(20_000), () => {
          void send(textTo(to, `text ${pick(3)}`, chatType), { ...stopping, beforeSending }).then(
            () => ends.push([`${chatType} ${id}`, "sent"]),
            (error: unknown) => ends.push([`${chatType} ${id}`, isChatError(error) ? error.details.outcome : "bug"]),
          );
        });
      }
      await clock.advance(1_000_000);
      should(ends).have.length(sends);
      for (const [key, outcome] of ends) {
        const times = arrived.get(key) ?? 0;
        if (outcome === "sent") should(times).equal(1);
        else if (outcome === "not-sent") should(times).equal(0);
        else should(outcome).equal("unknown");
      }
      should(ends.filter(([, outcome]) => outcome === "sent").length).be.above(sends / 2);
      should(clock.pending).equal(0);
    });
  }
});
