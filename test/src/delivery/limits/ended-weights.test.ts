import should from "should";
import { asToldAt, endedWeights } from "../../../../src/delivery/limits/ended-weights";

describe("what has ended and is not told yet", () => {
  it("is one where it ended at the same time with the same credit, so that a rush is told in few words", () => {
    const ended = endedWeights(1_000);
    for (const [weight, atMs, creditMs] of [
      [1, 5, 0],
      [2, 5, 0],
      [1, 5, 3],
      [1, 6, 3],
      [4, 6, 3],
    ] as const) {
      ended.add(weight, atMs, creditMs);
    }
    should(ended.takeAll()).eql([
      { weight: 3, atMs: 5, creditMs: 0 },
      { weight: 1, atMs: 5, creditMs: 3 },
      { weight: 5, atMs: 6, creditMs: 3 },
    ]);
  });

  it("is nothing when it has been taken", () => {
    const ended = endedWeights(1_000);
    should(ended.isEmpty()).be.true();
    ended.add(1, 5, 0);
    should(ended.isEmpty()).be.false();
    ended.takeAll();
    should(ended.isEmpty()).be.true();
    should(ended.takeAll()).eql([]);
  });

  it("comes back before what has ended since, unless it counts no more", () => {
    const ended = endedWeights(1_000);
    ended.add(1, 0, 0);
    ended.add(2, 1, 0);
    const taken = ended.takeAll();
    ended.add(3, 900, 0);
    ended.putBack(taken, 1_000);
    should(ended.takeAll().map(({ weight }) => weight)).eql([2, 3]);
  });

  it("is told as older than it is only by the credit, and never as in the future", () => {
    const parts = [100, 200, 203].map((atMs) => ({ weight: 1, atMs, creditMs: 7 }));
    should(asToldAt(parts, 200).map(({ agoMs }) => agoMs)).eql([106, 7, 7]);
  });
});
