import should from "should";
import type { Lane } from "../../../../src/delivery/limits/lane";
import { evenPace } from "../../../../src/delivery/limits/even-pace";

describe("the even pace", () => {
  let now: number;

  beforeEach(() => {
    now = 0;
  });

  function create(limit: number): Lane {
    return evenPace(limit, 1_000, () => now);
  }

  /** When each of so many goes who wait all the time, where timers are late by so much. */
  function times(lane: Lane, count: number, lateMs: (index: number) => number = () => 0): readonly number[] {
    return Array.from({ length: count }, (_, index) => {
      const at = lane.roomAt(1, now);
      if (at > now) now = at + lateMs(index);
      lane.take(1);
      return now;
    });
  }

  it("lets one go at a time, at equal distances", () => {
    should(times(create(10), 5)).eql([0, 100, 200, 300, 400]);
  });

  it("uses the limit to the full where the distance is no whole millisecond", () => {
    should(times(create(30), 301).at(-1)).be.within(9_999, 10_001);
    now = 0;
    should(times(create(700), 7_001).at(-1)).be.within(9_999, 10_002);
  });

  it("makes up for late timers", () => {
    should(times(create(100), 1_001, () => 3).at(-1)).be.within(10_000, 10_006);
  });

  it("never makes up for more than one", () => {
    const lane = create(10);
    should(times(lane, 3)).eql([0, 100, 200]);
    should(lane.roomAt(1, now)).equal(300);
    now = 5_000;
    should(times(lane, 4)).eql([5_000, 5_000, 5_100, 5_200]);
  });

  it("begins anew after nobody has waited for a while", () => {
    const lane = create(10);
    should(times(lane, 1)).eql([0]);
    now = 5_000;
    should(times(lane, 3)).eql([5_000, 5_100, 5_200]);
  });

  it("takes a quarter of a call a second for one in four seconds", () => {
    should(times(create(0.25), 3)).eql([0, 4_000, 8_000]);
  });

  it("takes one that is as heavy as three for three", () => {
    const lane = create(10);
    lane.take(3);
    should(times(lane, 2)).eql([300, 400]);
  });

  it("stands still as long as it is held", () => {
    const lane = create(10);
    lane.hold(1_000);
    should(times(lane, 2)).eql([1_000, 1_100]);
  });
});
