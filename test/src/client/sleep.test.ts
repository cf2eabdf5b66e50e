import { getEventListeners } from "node:events";
import should from "should";
import { sleep } from "../../../src/client/sleep";
import { createFakeClock } from "../../support/fake-clock";

describe("a wait", () => {
  it("ends when its time is over, and no sooner", async () => {
    const clock = createFakeClock();
    const controller = new AbortController();
    let over = false;
    const wait = sleep(clock, 100, controller.signal).then(() => (over = true));
    await clock.advance(99);
    should(over).be.false();
    await clock.advance(1);
    await wait;
    // What comes too late changes nothing.
    controller.abort();
  });

  it("ends at once, and keeps no timer, when its signal is aborted", async () => {
    const clock = createFakeClock();
    const controller = new AbortController();
    const reason = new Error("enough");
    const wait = sleep(clock, 100, controller.signal);
    controller.abort(reason);
    await should(wait).be.rejectedWith(reason);
    await should(sleep(clock, 100, controller.signal)).be.rejectedWith(reason);
    should(clock.pending).equal(0);
  });

  it("shares its signal's one listener with all others", () => {
    const clock = createFakeClock();
    const { signal } = new AbortController();
    for (let count = 0; count < 100; count += 1) void sleep(clock, 100, signal);
    should(getEventListeners(signal, "abort")).have.length(1);
  });
});
