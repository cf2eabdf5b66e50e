import should from "should";
import { createStretch } from "../../../../src/delivery/outbox/stretch";

describe("work in stretches", () => {
  it("goes on at once until it has lasted five milliseconds", () => {
    let nowMs = 100;
    const stretch = createStretch(() => nowMs);
    should(stretch.pause()).be.undefined();
    nowMs += 4.9;
    should(stretch.pause()).be.undefined();
  });

  it("lets everybody else have their turn then, and begins a new stretch", async () => {
    let nowMs = 100;
    const stretch = createStretch(() => nowMs);
    nowMs += 5;
    let hadTurn = false;
    setImmediate(() => (hadTurn = true));
    const pause = stretch.pause();
    should(pause).be.a.Promise();
    nowMs += 50;
    await pause;
    should(hadTurn).be.true();
    nowMs += 4.9;
    should(stretch.pause()).be.undefined();
    nowMs += 0.1;
    should(stretch.pause()).be.a.Promise();
  });
});
