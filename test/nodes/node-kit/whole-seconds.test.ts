import should from "should";
import { wholeSeconds } from "../../../nodes/node-kit/whole-seconds";

describe("a wait in whole seconds", () => {
  it("is rounded up", () => {
    should([1_000, 1_001, 4_200, 60_000].map(wholeSeconds)).eql([1, 2, 5, 60]);
  });

  it("is never none: what is tried again at once is not tried again in 0 s", () => {
    should([0, 1, 999].map(wholeSeconds)).eql([1, 1, 1]);
  });
});
