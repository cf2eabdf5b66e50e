import should from "should";
import type { Call } from "../../../../src/client/call";
import type { ChatError } from "../../../../src/client/chat-error";
import { retryPolicies } from "../../../../src/delivery/retry/retry-policies";
import { createFakeClock } from "../../../support/fake-clock";
import type { FakeClock } from "../../../support/fake-clock";
import { context, failureOf } from "../../client/use-client";
import { createStrictService, limitsOf } from "./strict-service";
import { callTo, failed, good, hour, pause, plan, stoppable, tooMany, useLimits } from "./use-limits";

const alarm = callTo("users", ["a"]);
const tooManyRecipients = failed("CHAT_RATE_LIMITED", "not-sent", { status: 403 });

describe("the limits after a refusal", () => {
  let clock: FakeClock;
  let sent: string[];
  /** What the service says to a call; `undefined`: it takes it. */
  let refuse: (call: Call) => ChatError | undefined;

  beforeEach(() => {
    clock = createFakeClock(0);
    sent = [];
    refuse = () => undefined;
  });
  afterEach(() => should(clock.pending).equal(0));

  function use(options: Parameters<typeof useLimits>[2] = {}): ReturnType<typeof useLimits> {
    return useLimits(
      clock,
      async (call) => {
        sent.push(`${call.recipients?.to.join() ?? call.operation} ${clock.now()}`);
        const error = refuse(call);
        await pause(clock, 10);
        if (error !== undefined) throw error;
        return good;
      },
      options,
    );
  }

  it("hold all calls, and then let the refused one go first", async () => {
    refuse = () => (clock.now() === 0 ? tooMany : undefined);
    const { send } = use();
    const first = send(alarm, context);
    await clock.advance(20);
    void send(callTo("users", ["b"]), context);
    void send(callTo("chatgroups", ["g"]), context);
    void send(hour, context);
    await clock.advance(1_114);
    should(sent).eql(["a 0"]);
    await clock.advance(2_000);
    should(sent).eql(["a 0", "a 1135", "b 1135", "g 1135", "history 1135"]);
    should(await first).equal(good);
  });

  it("hold only history where history was refused, and only recipients where they were too many", async () => {
    refuse = ({ operation, recipients }) => {
      if (clock.now() > 0) return undefined;
      if (operation === "history") return tooMany;
      return recipients?.to[0] === "g1" ? tooManyRecipients : undefined;
    };
    const { send } = use();
    void send(hour, context);
    void send(callTo("chatgroups", ["g1"]), context);
    await clock.advance(20);
    for (const call of [hour, callTo("chatgroups", ["g1"]), callTo("chatgroups", ["g2"]), alarm])
      void send(call, context);
    await clock.advance(0);
    should(sent.slice(2)).eql(["g2 20", "a 20"]);
    await clock.advance(5_000);
    should(sent).have.length(8);
  });

  it("hold calls where the older service says 503 for too many", async () => {
    refuse = () => (clock.now() === 0 ? failed("CHAT_RATE_LIMITED", "not-sent", { status: 503 }) : undefined);
    const { send, limits } = use();
    void send(alarm, context);
    await clock.advance(20);
    should(limits.closedForMs(callTo("chatrooms", ["r"]))).be.within(1_000, 1_250);
    await clock.advance(2_000);
    should(sent).have.length(2);
  });

  it("wait as long as the service asks, at the least", async () => {
    refuse = () =>
      clock.now() === 0 ? failed("CHAT_RATE_LIMITED", "not-sent", { status: 429, retryAfterMs: 7_000 }) : undefined;
    const { send } = use();
    const { signal, report, reports } = stoppable();
    void send(alarm, { signal, ...(report === undefined ? {} : { report }) });
    await clock.advance(20_000);
    should(sent).eql(["a 0", `a ${10 + 7_000 * 1.125}`]);
    should(reports[1]).match({ state: "retrying", delayMs: 7_875, code: "CHAT_RATE_LIMITED", mayHaveArrived: false });
  });

  it("make no hot loop where it asks for no time at all", async () => {
    refuse = () => failed("CHAT_RATE_LIMITED", "not-sent", { status: 429, retryAfterMs: 0 });
    const { send } = use({ maxAgeMs: 60_000 });
    const end = failureOf(send(alarm, context));
    await clock.advance(60_001);
    should(await end).match({ code: "CHAT_EXPIRED", details: { status: 429 } });
    should(sent.length).be.belowOrEqual(8);
  });

  it("wait longer as long as refusals go on, and a second again after a success", async () => {
    let isFull = true;
    refuse = () => (isFull ? tooMany : undefined);
    const { send } = use();
    void send(alarm, context);
    await clock.advance(60_000);
    const times = sent.map((line) => Number(line.split(" ")[1]));
    const waits = times.map((at, index) => Math.round((at - (times[index - 1] ?? 0)) / 1_125));
    should(waits).eql([0, 1, 2, 4, 8, 15, 15]);
    isFull = false;
    await clock.advance(20_000);
    isFull = true;
    sent = [];
    void send(alarm, context);
    await clock.advance(1_200);
    should(sent).have.length(2);
    isFull = false;
    await clock.advance(5_000);
  });

  it("count once what was refused together", async () => {
    refuse = () => (clock.now() < 100 ? tooMany : undefined);
    const { send, limits } = use();
    const all = Array.from({ length: 100 }, () => send(alarm, context));
    await clock.advance(50);
    should(limits.closedForMs(alarm)).be.within(1_000, 1_130);
    await clock.advance(3_000);
    should(await Promise.all(all)).matchEach(good);
    should(sent).have.length(200);
  });

  it("are no attempts: a patient message waits them out", async () => {
    refuse = () => (clock.now() < 600_000 ? tooMany : undefined);
    const { send } = use();
    const one = send(alarm, context);
    await clock.advance(640_000);
    should(await one).equal(good);
  });

  it("end a brisk message after some 30 seconds, and one that is never tried again at once", async () => {
    refuse = () => tooMany;
    const brisk = failureOf(use({ policy: retryPolicies.brisk }).send(alarm, context));
    const never = failureOf(use({ policy: retryPolicies.never }).send(alarm, context));
    await clock.advance(10);
    should(await never).equal(tooMany);
    await clock.advance(40_000);
    should(await brisk).equal(tooMany);
  });

  it("say of a lane how long it is held, and nothing of the others", async () => {
    refuse = ({ operation }) => (operation === "history" ? tooMany : undefined);
    const { send, limits } = use({ maxAgeMs: 5_000 });
    const end = failureOf(send(hour, context));
    await clock.advance(3_000);
    should(limits.closedForMs(hour)).be.above(0);
    should(limits.closedForMs(alarm)).equal(0);
    await clock.advance(5_000);
    should((await end).code).equal("CHAT_EXPIRED");
    await clock.advance(60_000);
  });

  it("live with others who use the same app key: nothing is lost, and few tries are in vain", async () => {
    const service = createStrictService(clock, () => 5, limitsOf({ ...plan, recipientsPerMinute: 1e9 }));
    const others = createOthers();
    const { send } = useLimits(clock, service.send, { limits: { ...plan, recipientsPerMinute: 1e9 } });
    const all = Array.from({ length: 1_000 }, () => send(alarm, context));
    await clock.advance(60_000);
    others.stop();
    await clock.advance(60_000);
    should(await Promise.all(all)).matchEach(good);
    should(service.refused.length).be.below(1_000);

    /** Half of the calls, all the time. */
    function createOthers(): { readonly stop: () => void } {
      let isOver = false;
      const next = (): void => {
        if (isOver) return;
        void service.send(callTo("users", ["x"]), context).catch(() => undefined);
        clock.after(20, next);
      };
      next();
      return { stop: () => (isOver = true) };
    }
  });
});
