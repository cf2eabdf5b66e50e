import should from "should";
import { createRefusal } from "../../../../src/delivery/limits/refusal";
import type { Refusal } from "../../../../src/delivery/limits/refusal";
import { createFakeClock } from "../../../support/fake-clock";
import type { FakeClock } from "../../../support/fake-clock";

describe("a refusal", () => {
  let clock: FakeClock;
  let rooms: number;
  let refusal: Refusal;

  beforeEach(() => {
    clock = createFakeClock(1_000);
    rooms = 0;
    refusal = createRefusal(clock, () => (rooms += 1));
  });

  it("is none before the first", () => {
    should(refusal.roomAt(5, 1_000)).be.undefined();
    should(refusal.foresees()).be.false();
  });

  it("holds for as much and more until its time, and foresees when there will be room", async () => {
    refusal.say(2, 1_100, 1_100);
    should(refusal.foresees()).be.true();
    should([1, 2, 3].map((need) => refusal.roomAt(need, 1_099))).eql([undefined, 1_100, 1_100]);
    should(refusal.roomAt(2, 1_100)).be.undefined();
    await clock.advance(200);
    // Whoever waits knows the time.
    should(rooms).equal(0);
  });

  it("tells when it is over where nobody could foresee it", async () => {
    refusal.say(2, 1_100, Infinity);
    should(refusal.foresees()).be.false();
    should(refusal.roomAt(2, 1_099)).equal(Infinity);
    await clock.advance(99);
    should(rooms).equal(0);
    await clock.advance(1);
    should(rooms).equal(1);
    should(refusal.roomAt(2, 1_100)).be.undefined();
  });

  it("tells again whoever asks a moment too early, as where a timer was early", async () => {
    refusal.say(2, 1_100, Infinity);
    await clock.advance(100);
    should(refusal.roomAt(2, 1_099)).equal(Infinity);
    await clock.advance(1);
    should(rooms).equal(2);
  });

  it("is replaced by the next", async () => {
    refusal.say(2, 1_050, Infinity);
    refusal.say(2, 1_100, Infinity);
    await clock.advance(60);
    should(rooms).equal(0);
    refusal.say(1, 1_200, 1_200);
    should(refusal.roomAt(1, 1_150)).equal(1_200);
    await clock.advance(200);
    should(rooms).equal(0);
  });

  it("is lifted, and tells nobody then", async () => {
    refusal.say(2, 1_100, Infinity);
    refusal.lift();
    should(refusal.roomAt(2, 1_000)).be.undefined();
    await clock.advance(200);
    should(rooms).equal(0);
  });
});
