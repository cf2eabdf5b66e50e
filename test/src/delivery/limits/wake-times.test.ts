import should from "should";
import { createWakeTimes } from "../../../../src/delivery/limits/wake-times";
import type { WakeTimes } from "../../../../src/delivery/limits/wake-times";
import { createFakeClock } from "../../../support/fake-clock";
import type { FakeClock } from "../../../support/fake-clock";

describe("the times to wake", () => {
  let clock: FakeClock;
  let times: WakeTimes;
  let log: string[];

  beforeEach(() => {
    clock = createFakeClock(0);
    log = [];
    times = createWakeTimes(clock, () => {
      log.push(`${[...times.takeDue()].sort().join()} at ${clock.now()}`);
      times.setTimer();
    });
  });

  it("wake each at its time, with one timer", async () => {
    for (const [name, atMs] of Object.entries({ c: 300, a: 100, b: 200, b2: 200 })) times.set(name, atMs);
    times.setTimer();
    should(clock.pending).equal(1);
    await clock.advance(1_000);
    should(log).eql(["a at 100", "b,b2 at 200", "c at 300"]);
    should(clock.pending).equal(0);
  });

  it("go by the time that was set last", async () => {
    times.set("a", 100);
    times.setTimer();
    times.set("a", 500);
    times.set("b", 50);
    times.set("b", Infinity);
    times.setTimer();
    await clock.advance(1_000);
    should(log).eql(["a at 500"]);
    times.set("a", 2_000);
    times.setTimer();
    times.set("a", Infinity);
    times.setTimer();
    should(clock.pending).equal(0);
  });
});
