import should from "should";
import { slidingWindow } from "../../../../src/delivery/limits/sliding-window";

describe("the sliding window", () => {
  it("has room until its limit is held", () => {
    const window = slidingWindow(1_000).lane(3);
    window.take(2);
    should(window.roomAt(1, 0)).equal(0);
    should(window.roomAt(2, 0)).equal(Infinity);
  });

  it("says when enough will have ended", () => {
    const window = slidingWindow(1_000).lane(3);
    for (const endedAt of [0, 100, 200]) {
      window.take(1);
      window.free(1, endedAt);
    }
    should(window.roomAt(1, 200)).equal(1_001);
    should(window.roomAt(2, 200)).equal(1_101);
    should(window.roomAt(9, 200)).equal(1_201);
    should(window.roomAt(3, 1_201)).equal(1_201);
  });

  it("forgets what never arrived", () => {
    const window = slidingWindow(1_000);
    const lane = window.lane(1);
    lane.take(1);
    lane.free(1, undefined);
    should(window.isEmpty(0)).be.true();
  });

  it("is empty one window after the last end", () => {
    const window = slidingWindow(1_000);
    const lane = window.lane(1);
    lane.take(1);
    should(window.isEmpty(0)).be.false();
    lane.free(1, 0);
    should(window.isEmpty(1_000)).be.false();
    should(window.isEmpty(1_001)).be.true();
  });

  it("stops counting no earlier than one window after the end, and no later than a thousandth more", () => {
    const window = slidingWindow(60_000);
    const lane = window.lane(10);
    for (const endedAt of [7, 8, 66, 67]) {
      lane.take(1);
      lane.free(1, endedAt);
      const until = lane.roomAt(10, endedAt);
      should(until).be.above(endedAt + 60_000);
      should(until).be.belowOrEqual(endedAt + 60_001 + 60);
    }
    should(window.isEmpty(60_000 + 67)).be.false();
    should(window.isEmpty(60_000 + 67 + 61)).be.true();
  });

  it("counts nothing for ever where answers take longer than a window", () => {
    const window = slidingWindow(1_000);
    const lane = window.lane(1, () => 2_000);
    for (const now of [5_000, 5_000, 5_500]) {
      lane.take(1);
      lane.free(1, now);
      should(lane.roomAt(1, now)).equal(now);
    }
    should(window.isEmpty(5_500)).be.true();
  });

  it("stays quick over a hundred thousand ends", () => {
    const window = slidingWindow(1_000);
    const lane = window.lane(100);
    let waits = 0;
    for (let index = 0; index < 100_000; index += 1) {
      const now = index * 11;
      if (lane.roomAt(1, now) > now) waits += 1;
      lane.take(1);
      lane.free(1, now);
    }
    should(waits).equal(0);
    should(window.isEmpty(1e9)).be.true();
  });

  it("counts for all who use it, each by their own limit", () => {
    const window = slidingWindow(1_000);
    const [strict, generous] = [window.lane(2), window.lane(3)];
    strict.take(1);
    generous.take(1);
    should(strict.roomAt(1, 0)).equal(Infinity);
    should(generous.roomAt(1, 0)).equal(0);
    strict.free(1, 0);
    generous.free(1, 0);
    should(strict.roomAt(1, 5)).equal(1_001);
    generous.hold(2_000);
    should(strict.roomAt(1, 1_001)).equal(2_000);
    should(window.isEmpty(1_999)).be.false();
    should(window.isEmpty(2_000)).be.true();
  });
});
