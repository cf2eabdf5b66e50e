import should from "should";
import { createFlight } from "../../../../src/delivery/outbox/flight";
import { createFakeClock } from "../../../support/fake-clock";

describe("the delivery of one message", () => {
  it("is stopped at once where nothing is on the wire, and takes off no more", () => {
    const flight = createFlight(createFakeClock(0), 100);
    flight.stop();
    should(flight.signal.aborted).be.true();
    should(() => flight.takeOff()).throw({ code: "CHAT_STOPPED" });
  });

  it("has its grace where something is on the wire, or until that has landed", async () => {
    const clock = createFakeClock(0);
    const [late, landed] = [createFlight(clock, 100), createFlight(clock, 100)];
    for (const flight of [late, landed]) {
      flight.takeOff();
      flight.stop();
    }
    landed.land();
    should(landed.signal.aborted).be.true();
    await clock.advance(99);
    should(late.signal.aborted).be.false();
    await clock.advance(1);
    should(late.signal.aborted).be.true();
    should(clock.pending).equal(0);
  });

  it("hands its controller on, once, unless it was stopped", () => {
    const clock = createFakeClock(0);
    const spare: AbortController[] = [];
    const flight = createFlight(clock, 100, spare);
    flight.end();
    flight.end();
    should(spare).have.length(1);
    const next = createFlight(clock, 100, spare);
    should(next.signal).equal(flight.signal);
    next.stop();
    next.end();
    should(spare).be.empty();
  });

  it("cannot be stopped when all is over: another may have its controller by then", async () => {
    const clock = createFakeClock(0);
    const spare: AbortController[] = [];
    const flight = createFlight(clock, 100, spare);
    flight.end();
    const next = createFlight(clock, 100, spare);
    next.takeOff();
    flight.stop();
    await clock.advance(1_000);
    should([flight.isStopping, next.signal.aborted]).eql([false, false]);
  });
});
