import should from "should";
import { createRota } from "../../../../src/delivery/limits/rota";
import type { Rota } from "../../../../src/delivery/limits/rota";
import { createFakeClock } from "../../../support/fake-clock";
import type { FakeClock } from "../../../support/fake-clock";

describe("the rota", () => {
  let clock: FakeClock;
  let told: string[];
  let rota: Rota<string>;

  beforeEach(() => {
    clock = createFakeClock(0);
    told = [];
    rota = createRota(clock, (one) => told.push(one));
  });

  it("keeps nobody who is alone", () => {
    should(rota.isTurnOf("a", 0)).be.true();
    should(rota.isTurnOf("a", 100)).be.true();
    rota.done("a");
    should(told).be.empty();
    should(clock.pending).equal(0);
  });

  it("keeps nobody behind one who could go at once", () => {
    should(rota.isTurnOf("a", 0)).be.true();
    should(rota.isTurnOf("b", 0)).be.true();
  });

  it("goes by who came first, and tells the next", () => {
    should(rota.isTurnOf("a", 100)).be.true();
    should(rota.isTurnOf("b", 100)).be.false();
    should(rota.isTurnOf("b", 0)).be.false();
    rota.done("a");
    should(told).eql(["b"]);
    should(rota.isTurnOf("a", 0)).be.false();
    should(rota.isTurnOf("b", 0)).be.true();
    rota.done("b");
    should(told).eql(["b", "a"]);
    should(clock.pending).equal(0);
  });

  it("passes over who does not take their turn, a moment after they could have", async () => {
    rota.isTurnOf("a", 100);
    rota.isTurnOf("b", 100);
    await clock.advance(149);
    should(told).be.empty();
    await clock.advance(1);
    should(told).eql(["b"]);
    should(rota.isTurnOf("b", 100)).be.true();
    should(clock.pending).equal(0);
  });

  it("passes them over then, whenever that is and however often others ask", async () => {
    await clock.advance(1_000);
    rota.isTurnOf("a", 1_100);
    for (const one of ["b", "c"]) rota.isTurnOf(one, 1_100);
    await clock.advance(149);
    for (const one of ["b", "c", "d"]) should(rota.isTurnOf(one, 1_100)).be.false();
    await clock.advance(1);
    should(told).eql(["b"]);
  });

  it("passes over the first of two though the other asks again", async () => {
    for (const one of ["a", "b"]) rota.isTurnOf(one, 100);
    await clock.advance(149);
    should(rota.isTurnOf("b", 100)).be.false();
    await clock.advance(1);
    should(told).eql(["b"]);
  });

  it("looks again at who cannot say when", async () => {
    rota.isTurnOf("a", Infinity);
    rota.isTurnOf("b", Infinity);
    await clock.advance(1_000);
    should(told).eql(["b"]);
  });

  it("forgets who wants it no more", () => {
    for (const one of ["a", "b", "c"]) rota.isTurnOf(one, 100);
    rota.done("b");
    should(told).be.empty();
    rota.done("a");
    should(told).eql(["c"]);
  });
});
