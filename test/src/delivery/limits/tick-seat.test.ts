import should from "should";
import { TickSeat } from "../../../../src/delivery/limits/tick-seat";

describe("the seat that a kind has in a tick", () => {
  it("is taken until it is vacated, whenever its call ends", () => {
    let told = 0;
    const seat = new TickSeat(() => (told += 1));
    should(seat.roomAt(1, 5)).equal(5);
    seat.take();
    should(told).equal(1);
    seat.free();
    seat.hold();
    should(seat.roomAt(1, 5)).equal(Infinity);
    seat.vacate();
    should(seat.roomAt(1, 7)).equal(7);
  });
});
