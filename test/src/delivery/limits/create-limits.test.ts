import should from "should";
import { retryPolicies } from "../../../../src/delivery/retry/retry-policies";
import { createFakeClock } from "../../../support/fake-clock";
import { context } from "../../client/use-client";
import { callTo, good, hour, plan, tooMany, unreachable, useLimits } from "./use-limits";

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

  it("give places in the order in which they are asked for", () => {
    const { limits } = useLimits(createFakeClock(0), () => Promise.resolve(good));
    should(limits.nextPlace()).be.below(limits.nextPlace());
  });
});
