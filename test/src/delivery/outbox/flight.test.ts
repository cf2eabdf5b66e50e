import should from "should";
import { createFlight } from "../../../../src/delivery/outbox/flight";
import { createFakeClock } from "../../../support/fake-clock";

describe("the delivery of one message", () => {
  it("is stopped at once where nothing is on the wire, and takes off no more", () => {
    const flight = createFlight(createFakeClock(0), 100);
    flight.stop();
    should(flight.signal.aborted).be.true();
    const details = { operation: "send-message", outcome: "not-sent" };
    should(() => flight.takeOff()).throw({ code: "CHAT_STOPPED", details });
  });

  it("goes on after a try that has landed, and is stopped at once before the next", () => {
    const flight = createFlight(createFakeClock(0), 100);
    flight.takeOff();
    should(flight.isOnWire).be.true();
    flight.land();
    should([flight.isOnWire, flight.isStopping, flight.signal.aborted]).eql([false, false, false]);
    flight.stop();
    should(flight.signal.aborted).be.true();
  });

  it("is not on the wire any more when all is over", () => {
    const flight = createFlight(createFakeClock(0), 100);
    flight.takeOff();
    flight.end();
    should(flight.isOnWire).be.false();
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
    should(spare).have.length(1);
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
