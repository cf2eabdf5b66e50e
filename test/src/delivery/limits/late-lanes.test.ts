import should from "should";
import { createLateLanes } from "../../../../src/delivery/limits/late-lanes";
import { createMemoryCounts } from "../../../../src/delivery/limits/memory-counts";
import { createFakeClock } from "../../../support/fake-clock";

const calls = { name: "calls", limit: 1, windowMs: 1_000 };
const options = { creditMs: () => 0, onRoom: () => undefined };

describe("lanes that come late", () => {
  it("count by themselves until then, and there from then on", async () => {
    const clock = createFakeClock(0);
    const shared = createMemoryCounts(clock).lanesFor(options);
    const lanes = createLateLanes(createMemoryCounts(clock).lanesFor(options));
    const before = lanes.laneOf(calls);
    before.take(1);
    lanes.use(shared);
    should(lanes.laneOf(calls)).equal(shared.laneOf(calls));
    should(lanes.laneOf(calls).roomAt(1, 0)).equal(0);
    before.free(1, 0);
    should(lanes.laneOf(calls).roomAt(1, 0)).equal(0);
    await lanes.close();
  });

  it("end both", async () => {
    const closed: string[] = [];
    const closing = (name: string) => ({
      ...createMemoryCounts(createFakeClock(0)).lanesFor(options),
      close: () => Promise.resolve(void closed.push(name)),
    });
    const lanes = createLateLanes(closing("meanwhile"));
    lanes.use(closing("shared"));
    await lanes.close();
    should(closed).eql(["shared", "meanwhile"]);
  });
});
