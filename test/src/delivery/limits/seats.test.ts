import should from "should";
import { createSeats } from "../../../../src/delivery/limits/seats";
import { createFakeClock } from "../../../support/fake-clock";

describe("the seats of a kind", () => {
  it("are two, and the next waits until one is free", () => {
    const clock = createFakeClock(0);
    const seats = createSeats(
      clock,
      () => undefined,
      () => undefined,
    );
    should(seats.isEmpty(0)).be.true();
    for (let taken = 0; taken < 2; taken += 1) {
      should(seats.roomAt(1, 0)).equal(0);
      seats.take(1);
    }
    should(seats.roomAt(1, 0)).equal(Infinity);
    seats.free(1, 0);
    should(seats.roomAt(1, 0)).equal(0);
    seats.free(1, 0);
    should(seats.isEmpty(0)).be.true();
    should(clock.pending).equal(0);
  });

  it("are given up when their calls take longer than 50 ms while somebody waits", async () => {
    const clock = createFakeClock(0);
    let room = 0;
    let empty = 0;
    const seats = createSeats(
      clock,
      () => (room += 1),
      () => (empty += 1),
    );
    seats.take(1);
    seats.take(1);
    await clock.advance(500);
    should(clock.pending).equal(0);
    should(seats.roomAt(1, 500)).equal(Infinity);
    should(seats.roomAt(1, 500)).equal(Infinity);
    should(clock.pending).equal(1);
    await clock.advance(49);
    should(room).equal(0);
    await clock.advance(1);
    should(room).equal(1);
    for (let taken = 0; taken < 2; taken += 1) {
      should(seats.roomAt(1, 550)).equal(550);
      seats.take(1);
    }
    should(seats.roomAt(1, 550)).equal(Infinity);
    for (let taken = 0; taken < 4; taken += 1) seats.free(1, 560);
    should(empty).equal(1);
    should(seats.isEmpty(560)).be.true();
    should(clock.pending).equal(0);
  });
});
