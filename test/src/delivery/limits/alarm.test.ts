import should from "should";
import { createAlarm } from "../../../../src/delivery/limits/alarm";
import type { Alarm } from "../../../../src/delivery/limits/alarm";
import { createFakeClock } from "../../../support/fake-clock";
import type { FakeClock } from "../../../support/fake-clock";

describe("an alarm", () => {
  let clock: FakeClock;
  let rung: number[];
  let alarm: Alarm;

  beforeEach(() => {
    clock = createFakeClock(1_000);
    rung = [];
    alarm = createAlarm(clock, () => rung.push(clock.now()));
  });

  it("rings once, at the earliest of the times that it was set to", async () => {
    for (const atMs of [1_050, 1_030, 1_030, 1_040]) alarm.setTo(atMs);
    should(clock.pending).equal(1);
    await clock.advance(100);
    should(rung).eql([1_030]);
  });

  it("can be set again when it has rung, and while it rings", async () => {
    alarm = createAlarm(clock, () => {
      rung.push(clock.now());
      if (rung.length < 3) alarm.setTo(clock.now() + 20);
    });
    alarm.setTo(1_010);
    await clock.advance(100);
    should(rung).eql([1_010, 1_030, 1_050]);
    should(clock.pending).equal(0);
  });

  it("does not ring when it is cleared, until it is set again, to a later time, too", async () => {
    alarm.setTo(1_010);
    alarm.clear();
    should(clock.pending).equal(0);
    alarm.setTo(1_020);
    await clock.advance(100);
    should(rung).eql([1_020]);
  });

  it("is set to no time where that is never", () => {
    alarm.setTo(Infinity);
    should(clock.pending).equal(0);
  });
});
