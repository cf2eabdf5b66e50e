import should from "should";
import { createDeadlines } from "../../../../src/delivery/outbox/deadlines";
import { createFakeClock } from "../../../support/fake-clock";

describe("deadlines", () => {
  it("fall due within a second, and share their timers", async () => {
    const clock = createFakeClock();
    const due: string[] = [];
    const deadlines = createDeadlines<string>(clock, (item) => due.push(item));
    for (const [item, inMs] of Object.entries({ a: 100, b: 900, c: 1_000, d: 2_500, e: 2_600, past: -5_000 }))
      deadlines.add(item, clock.now() + inMs);
    should(clock.pending).equal(3);
    deadlines.remove("d", clock.now() + 2_500);
    await clock.advance(0);
    should(due).eql(["past"]);
    await clock.advance(999);
    should(due).eql(["past"]);
    await clock.advance(1);
    should(due).eql(["past", "a", "b", "c"]);
    await clock.advance(2_000);
    should(due).eql(["past", "a", "b", "c", "e"]);
    should(clock.pending).equal(0);
  });

  it("leave no timer behind when nobody needs it", () => {
    const clock = createFakeClock();
    const deadlines = createDeadlines<string>(clock, () => undefined);
    deadlines.add("a", clock.now() + 5_000);
    deadlines.add("b", clock.now() + 5_000);
    deadlines.remove("a", clock.now() + 5_000);
    should(clock.pending).equal(1);
    deadlines.remove("b", clock.now() + 5_000);
    deadlines.remove("b", clock.now() + 5_000);
    should(clock.pending).equal(0);
    deadlines.add("c", clock.now() + 5_000);
    deadlines.close();
    should(clock.pending).equal(0);
  });

  it("wait on where a timer has gone off before its time", async () => {
    const clock = createFakeClock();
    const due: string[] = [];
    // Node.js's timers take 24 days at most.
    const hasty = { ...clock, after: (ms: number, run: () => void) => clock.after(Math.min(ms, 1_000), run) };
    createDeadlines<string>(hasty, (item) => due.push(item)).add("a", clock.now() + 5_000);
    await clock.advance(4_000);
    should(due).be.empty();
    await clock.advance(1_000);
    should(due).eql(["a"]);
  });
});
