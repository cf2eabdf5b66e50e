import should from "should";
import { createLaneLines } from "../../../../src/delivery/limits/lane-lines";
import type { InLines, LaneLines } from "../../../../src/delivery/limits/lane-lines";
import { createFakeClock } from "../../../support/fake-clock";
import type { FakeClock } from "../../../support/fake-clock";
import { charge } from "./use-limits";

describe("the lines of the lanes", () => {
  let clock: FakeClock;
  let lines: LaneLines<InLines>;
  let looks: string[];
  let answer: (entry: InLines, name: string) => void;

  beforeEach(() => {
    clock = createFakeClock(0);
    looks = [];
    answer = (entry, name) => lines.leave(entry, name);
    lines = createLaneLines(clock, (entry, name) => {
      looks.push(`${entry.place} ${name} ${clock.now()}`);
      answer(entry, name);
    });
  });

  function stand(place: number, name: string, until: number): InLines {
    const entry: InLines = { place, lines: new Set() };
    lines.stand(entry, charge(name, 1), until);
    return entry;
  }

  it("wake the first of each at its time, and then all behind it in turn", async () => {
    stand(2, "a", 100);
    stand(1, "b", 50);
    stand(3, "a", Infinity);
    should(clock.pending).equal(1);
    await clock.advance(1_000);
    should(looks).eql(["1 b 50", "2 a 100", "3 a 100"]);
    should(clock.pending).equal(0);
    should(lines.firstOf("a")).be.undefined();
  });

  it("look at those of several lines in the order of their places", () => {
    for (const [place, name] of [
      [3, "a"],
      [1, "b"],
      [2, "c"],
      [4, "b"],
    ] as const) {
      stand(place, name, Infinity);
    }
    lines.advance(["a", "b", "c", "nowhere"]);
    should(looks).eql(["1 b 0", "2 c 0", "3 a 0", "4 b 0"]);
  });

  it("let a line alone whose first stands in another as well, until they leave", async () => {
    const both = stand(1, "a", 100);
    stand(2, "a", Infinity);
    answer = (entry, name) => {
      if (entry === both && name === "a") lines.stand(both, charge("b", 1), 500);
      else for (const each of entry.lines) lines.leave(entry, each);
    };
    await clock.advance(1_000);
    should(looks).eql(["1 a 100", "1 b 500", "2 a 500"]);
    should(clock.pending).equal(0);
  });

  it("look again only at those of whom nobody knew when", async () => {
    stand(1, "a", Infinity);
    stand(2, "b", 100);
    lines.advanceUnforeseen();
    should(looks).eql(["1 a 0"]);
    await clock.advance(100);
  });

  it("take news in the middle of others", () => {
    const second = stand(2, "b", Infinity);
    stand(1, "a", Infinity);
    answer = (entry, name) => {
      lines.leave(entry, name);
      if (entry.place !== 1) return;
      lines.leave(second, "b");
      stand(3, "b", Infinity);
      lines.advance(["b"]);
    };
    lines.advance(["a"]);
    should(looks).eql(["1 a 0", "3 b 0"]);
  });

  it("say when the first may go who waits for a limit of the plan", () => {
    const { takenBy, limit, weight } = charge("own", 1);
    const own = { roomAt: () => 0, take: () => undefined, free: () => undefined, hold: () => undefined };
    lines.stand({ place: 1, lines: new Set() }, { takenBy, limit, weight, own }, 5);
    should(lines.nextLimitEnd()).equal(Infinity);
    const waiting = stand(2, "a", 70);
    should(lines.nextLimitEnd()).equal(70);
    lines.leave(waiting, "a");
    lines.advance(["own"]);
    should(lines.nextLimitEnd()).equal(Infinity);
    should(clock.pending).equal(0);
  });

  it("stay quick where ten thousand lanes are waited for", async () => {
    for (let place = 0; place < 10_000; place += 1) {
      stand(place, `group ${place}`, 1 + (place % 100));
      lines.advanceDue();
    }
    const behind = Array.from({ length: 10_000 }, (_, place) => stand(place + 0.5, `group ${place}`, Infinity));
    for (const entry of behind) {
      lines.leave(entry, `group ${Math.floor(entry.place)}`);
      lines.advance([]);
    }
    should(looks).have.length(10_000);
    looks = [];
    stand(1, "a", 1);
    await clock.advance(1_000);
    should(looks).have.length(1);
    should(clock.pending).equal(0);
  });
});
