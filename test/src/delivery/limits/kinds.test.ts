import should from "should";
import type { Charge } from "../../../../src/delivery/limits/call-limits";
import { createKinds } from "../../../../src/delivery/limits/kinds";
import type { Gathering, Kinds, Together } from "../../../../src/delivery/limits/kinds";
import { createFakeClock } from "../../../support/fake-clock";
import type { FakeClock } from "../../../support/fake-clock";
import { calls, charge } from "./use-limits";

interface Entry {
  readonly place: number;
  readonly together: Together<string>;
}

describe("the kinds of calls", () => {
  let clock: FakeClock;
  let kinds: Kinds<string, Entry>;
  let asked: string[];
  let told: string[];

  beforeEach(() => {
    clock = createFakeClock(0);
    told = [];
    kinds = createKinds(clock, (lanes) => told.push(...lanes));
    asked = [];
  });

  function together(traveller: string, kind = "a", most = 600): Together<string> {
    const gather = (): Gathering<string> => {
      let count = 1;
      return {
        isFull: () => count >= most,
        fits: (other) => {
          asked.push(other);
          return !other.startsWith("no");
        },
        add: () => (count += 1),
      };
    };
    return { kind, traveller, charges: [], gather };
  }

  function wait(traveller: string, kind = "a"): Entry {
    const entry = { place: 0, together: together(traveller, kind) };
    kinds.wait(entry);
    return entry;
  }

  function join(entry: Entry): boolean {
    kinds.leave(entry);
    return true;
  }

  it("put their seat behind what only some take, and before what all take", () => {
    const group = charge("group 1", 1);
    const { charges } = kinds.seated({ charges: [group, calls(1)] }, together("x"));
    should(charges.map(({ takenBy }) => takenBy)).eql(["some", "alike", "all"]);
    should(kinds.seated({ charges: [calls(1)] }, together("x")).charges[0]).equal(charges[1]);
    should(kinds.seated({ charges: [group] }, together("x")).charges[1]).equal(charges[1]);
    should(kinds.seated({ charges: [group] }, together("x", "b")).charges[1]).not.equal(charges[1]);
  });

  it("let those who wait leave together, in the order in which they came, as many as fit", () => {
    for (const name of ["one", "no", "two", "three", "four"]) wait(name);
    wait("other", "b");
    should(kinds.companionsOf(together("leader", "a", 4), join)).eql(["one", "two", "three"]);
    should(kinds.companionsOf(together("leader"), join)).eql(["four"]);
    should(kinds.companionsOf(together("leader", "c"), join)).be.empty();
  });

  it("let nobody come along where the leader goes alone", () => {
    wait("one");
    should(kinds.companionsOf({ ...together("leader"), gather: () => undefined }, join)).be.empty();
  });

  it("do not look through thousands that cannot come along", () => {
    for (let index = 0; index < 10_000; index += 1) wait(`no ${index}`);
    should(kinds.companionsOf(together("leader"), join)).be.empty();
    should(asked).have.length(100);
  });

  it("are forgotten when nobody is of them any more and the tick is over", async () => {
    const seatOf = (): Charge | undefined => kinds.seated({ charges: [] }, together("x")).charges[0];
    const first = seatOf();
    should(seatOf()).equal(first);
    await clock.advance(0);
    should(seatOf()).not.equal(first);
    const entry = wait("x");
    const second = seatOf();
    await clock.advance(0);
    should(seatOf()).equal(second);
    kinds.leave(entry);
    await clock.advance(0);
    should(seatOf()).not.equal(second);
    await clock.advance(0);
    should(clock.pending).equal(0);
  });

  it("have their seat again when the tick is over, and say so where somebody waits for it", async () => {
    const none: readonly Charge[] = [];
    const seat = kinds.seated({ charges: none }, together("x")).charges[0] as Charge;
    const lone = kinds.seated({ charges: none }, together("y", "b")).charges[0] as Charge;
    for (const { own } of [seat, lone]) own?.take(1);
    wait("z");
    should(seat.own?.roomAt(1, 0)).equal(Infinity);
    await clock.advance(0);
    should(seat.own?.roomAt(1, 0)).equal(0);
    should(told).eql([seat.limit.name]);
    // Whoever leads those that waited takes it in a later tick.
    seat.own?.take(1);
    should(seat.own?.roomAt(1, 0)).equal(Infinity);
    await clock.advance(0);
    should(seat.own?.roomAt(1, 0)).equal(0);
  });
});
