import { createMemoryLanes } from "../../../../src/delivery/limits/memory-lanes";
import { createFakeClock } from "../../../support/fake-clock";
import { describeLanes } from "./lane.conformance";

describe("lanes in memory", () => {
  describeLanes(
    (options) => {
      const clock = createFakeClock();
      const lanes = createMemoryLanes(clock, options);
      return Promise.resolve({
        lanes,
        now: () => clock.now(),
        pass: (ms) => clock.advance(ms),
        end: () => lanes.close(),
      });
    },
    1_000,
    5,
  );
});
