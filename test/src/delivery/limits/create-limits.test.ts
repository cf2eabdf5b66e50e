import should from "should";
import type { Call } from "../../../../src/client/call";
import type { Lanes, LanesOptions } from "../../../../src/delivery/limits/lane";
import { createMemoryCounts } from "../../../../src/delivery/limits/memory-counts";
import { retryPolicies } from "../../../../src/delivery/retry/retry-policies";
import { createFakeClock } from "../../../support/fake-clock";
import { context, failureOf } from "../../client/use-client";
import { callTo, good, hour, pause, plan, stoppable, tooMany, unreachable, useLimits } from "./use-limits";

const alarm = callTo("users", ["a"]);

describe("the limits of an app", () => {
  it("say since when the service has been away, and how long until the next try", async () => {
    const clock = createFakeClock(1_000);
    let isAway = true;
    const { limits, send } = useLimits(clock, () => (isAway ? Promise.reject(unreachable) : Promise.resolve(good)));
    should(limits.awaySince()).be.undefined();
    const end = send(alarm, context);
    await clock.advance(500);
    should(limits.awaySince()).equal(1_000);
    should(limits.closedForMs(alarm)).equal(500);
    isAway = false;
    await clock.advance(500);
    should(await end).equal(good);
    should(limits.awaySince()).be.undefined();
    should(limits.closedForMs(alarm)).equal(0);
    await limits.close();
  });

  it("say how long a limit holds those who wait", async () => {
    const clock = createFakeClock(0);
    const { limits, send } = useLimits(clock, () => Promise.resolve(good));
    for (let count = 0; count < 12; count += 1) void send(hour, context);
    await clock.advance(0);
    should(limits.limitedForMs()).be.within(60_000, 60_100);
    should(limits.closedForMs(hour)).equal(0);
    await clock.advance(61_000);
    should(limits.limitedForMs()).be.undefined();
  });

  it("let calls leave at equal distances where asked for", async () => {
    for (const [evenPace, times] of [
      [false, [0, 0, 0, 0]],
      [true, [0, 100, 200, 300]],
    ] as const) {
      const clock = createFakeClock(0);
      const sentAt: number[] = [];
      const service = (): Promise<typeof good> => {
        sentAt.push(clock.now());
        return Promise.resolve(good);
      };
      const { send } = useLimits(clock, service, { evenPace, limits: { ...plan, callsPerSecond: 10 } });
      for (let count = 0; count < 4; count += 1) void send(alarm, context);
      await clock.advance(1_000);
      should(sentAt).eql(times);
    }
  });

  it("forget nothing of a refusal between one call and the next", async () => {
    const clock = createFakeClock(0);
    const { limits, send } = useLimits(clock, () => Promise.reject(tooMany), { policy: retryPolicies.never });
    await send(alarm, context).catch(() => undefined);
    should(limits.closedForMs(alarm)).be.within(1_000, 1_250);
  });

  it("let what lies elsewhere go while the service is away", async () => {
    const clock = createFakeClock(0);
    const elsewhere: Call = { ...hour, elsewhere: "http://127.0.0.1/" };
    const { limits, send } = useLimits(clock, ({ elsewhere: other }) =>
      other === undefined ? Promise.reject(unreachable) : Promise.resolve(good),
    );
    const { signal, stop } = stoppable();
    const end = failureOf(send(alarm, { signal }));
    await clock.advance(500);
    should(limits.closedForMs(elsewhere)).equal(500);
    should(await send(elsewhere, context)).equal(good);
    stop();
    should((await end).code).equal("CHAT_STOPPED");
  });

  it("hear of room that another queue of the app gives back", async () => {
    const clock = createFakeClock(0);
    const counts = createMemoryCounts(clock);
    const shared = {
      limits: { ...plan, callsPerSecond: 1 },
      createLanes: (options: LanesOptions) => counts.lanesFor(options),
    };
    const sentAt: number[] = [];
    const service = async (): Promise<typeof good> => {
      sentAt.push(clock.now());
      await pause(clock, 5_000);
      return good;
    };
    const [one, other] = [useLimits(clock, service, shared), useLimits(clock, service, shared)];
    const ends = [one.send(alarm, context), other.send(alarm, context)];
    await clock.advance(20_000);
    should(sentAt).eql([0, 6_001]);
    should(await Promise.all(ends)).eql([good, good]);
  });

  it("close the lanes", async () => {
    let closed = 0;
    const createLanes = (options: LanesOptions): Lanes => ({
      ...createMemoryCounts(createFakeClock(0)).lanesFor(options),
      close: () => Promise.resolve(void (closed += 1)),
    });
    await useLimits(createFakeClock(0), () => Promise.resolve(good), { createLanes }).limits.close();
    should(closed).equal(1);
  });

  it("give places in the order in which they are asked for", () => {
    const { limits } = useLimits(createFakeClock(0), () => Promise.resolve(good));
    should(limits.nextPlace()).be.below(limits.nextPlace());
  });
});
