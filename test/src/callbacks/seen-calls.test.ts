import should from "should";
import { createSeenCalls } from "../../../src/callbacks/seen-calls";
import { createFakeClock } from "../../support/fake-clock";

describe("the calls seen lately", () => {
  it("know a call again", () => {
    const seen = createSeenCalls(createFakeClock(), 600_000);
    should([seen.add("a"), seen.add("b"), seen.add("a"), seen.add("b")]).eql([true, true, false, false]);
  });

  it("remember a call for as long as they must, and forget it after twice that time", async () => {
    const clock = createFakeClock();
    const seen = createSeenCalls(clock, 1_000);
    seen.add("a");
    await clock.advance(999);
    seen.add("b");
    await clock.advance(1);
    should(seen.add("a")).be.false();
    await clock.advance(998);
    should(seen.add("b")).be.false();
    await clock.advance(2);
    should(seen.add("a")).be.true();
  });

  it("forget everything where nothing came for twice the time", async () => {
    const clock = createFakeClock();
    const seen = createSeenCalls(clock, 1_000);
    seen.add("a");
    await clock.advance(2_000);
    should(seen.add("a")).be.true();
  });

  it("know at least the last of their bound, whatever comes, and hold twice as many at most", () => {
    const seen = createSeenCalls(createFakeClock(), 600_000, 100);
    for (let call = 0; call < 1_000; call += 1) seen.add(String(call));
    const known = Array.from({ length: 1_000 }, (_, call) => !seen.add(String(999 - call)));
    should(known.slice(0, 100).every(Boolean)).be.true();
    should(known.filter(Boolean).length).be.belowOrEqual(300);
  });
});
