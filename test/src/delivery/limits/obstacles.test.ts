import should from "should";
import type { Placed } from "../../../../src/delivery/limits/line";
import { createMemoryCounts } from "../../../../src/delivery/limits/memory-counts";
import { createObstacles } from "../../../../src/delivery/limits/obstacles";
import type { Obstacles } from "../../../../src/delivery/limits/obstacles";
import { createFakeClock } from "../../../support/fake-clock";
import { calls, charge } from "./use-limits";

describe("what keeps somebody from going", () => {
  const firsts = new Map<string, Placed>();
  const both = [charge("group 1", 1), calls(1)];
  let obstacles: Obstacles;

  beforeEach(() => {
    const clock = createFakeClock(0);
    firsts.clear();
    obstacles = createObstacles(
      clock,
      createMemoryCounts(clock).lanesFor({ creditMs: () => 0, onRoom: () => undefined }),
      (name) => firsts.get(name),
    );
  });

  it("is nothing where all lanes have room", () => {
    should(obstacles.of(1, both)).be.undefined();
    should(obstacles.of(1, [])).be.undefined();
  });

  it("is the first of their lanes that is full, until it has room", () => {
    for (const each of both) obstacles.laneOf(each).take(1);
    should(obstacles.of(1, both)).eql({ charge: both[0], until: Infinity });
    obstacles.laneOf(both[0] as (typeof both)[number]).free(1, undefined);
    obstacles.laneOf(both[1] as (typeof both)[number]).free(1, 0);
    should(obstacles.of(1, both)).eql({ charge: both[1], until: 1_001 });
  });

  it("is who came before them and waits for the same lane, but not who came with them or later", () => {
    firsts.set("calls", { place: 5 });
    should(obstacles.of(6, both)).eql({ charge: both[1], until: Infinity });
    should(obstacles.of(5, both)).be.undefined();
    should(obstacles.of(4, both)).be.undefined();
  });

  it("is a lane that cannot count", () => {
    should(obstacles.of(1, [charge("broken", NaN, NaN)])?.charge.limit.name).equal("broken");
  });

  it("is counted in a charge's own lane, where it has one", () => {
    const own = obstacles.laneOf(charge("own", 1));
    own.take(1);
    should(obstacles.of(1, [{ ...charge("other", 1), own }])?.until).equal(Infinity);
  });
});
