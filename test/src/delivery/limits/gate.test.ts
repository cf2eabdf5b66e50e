import should from "should";
import { createGate } from "../../../../src/delivery/limits/gate";
import type { Gate, Way } from "../../../../src/delivery/limits/gate";
import { createFakeClock } from "../../../support/fake-clock";
import type { FakeClock } from "../../../support/fake-clock";
import { failed, unanswered, unreachable } from "./use-limits";

describe("the gate", () => {
  let clock: FakeClock;
  let gate: Gate;

  beforeEach(() => {
    clock = createFakeClock(0);
    gate = createGate(clock, () => 0.5);
  });

  function taken(): Way {
    const way = gate.way();
    way.take(1);
    return way;
  }

  /** When there is room for one more, from now. */
  function roomIn(): number {
    return gate.way().roomAt(1, clock.now()) - clock.now();
  }

  function failTry(): void {
    const way = taken();
    way.failed(unreachable);
    way.free(1, undefined);
  }

  it("is open for all while nothing fails", () => {
    for (let count = 0; count < 1_000; count += 1) taken();
    should(roomIn()).equal(0);
    should(gate.trouble()).be.undefined();
    should(gate.closedForMs()).equal(0);
  });

  it("closes with a failure for 0, 1, 2, 4, 8, 15 seconds, and 15 again", async () => {
    const waits: number[] = [];
    for (let count = 0; count < 7; count += 1) {
      failTry();
      waits.push(gate.closedForMs());
      should(roomIn()).equal(gate.closedForMs());
      await clock.advance(gate.closedForMs());
    }
    should(waits).eql([0, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
    should(gate.trouble()).match({ since: 0, error: { code: "CHAT_UNREACHABLE" } });
  });

  it("moves each wait by chance, up to a quarter either way", () => {
    for (const [chance, wait] of [
      [0, 750],
      [1, 1_250],
    ] as const) {
      gate = createGate(clock, () => chance);
      failTry();
      failTry();
      should(gate.closedForMs()).equal(wait);
    }
  });

  it("lets one try at a time, for 40 seconds at the most", async () => {
    failTry();
    const way = taken();
    should(roomIn()).equal(40_000);
    await clock.advance(10);
    way.free(1, undefined);
    should(roomIn()).equal(0);
    taken();
    await clock.advance(40_000);
    should(roomIn()).equal(0);
  });

  it("opens with the first answer, at once", () => {
    const before = taken();
    failTry();
    failTry();
    should(roomIn()).equal(1_000);
    before.passed();
    should(roomIn()).equal(0);
    should(gate.closedForMs()).equal(0);
    failTry();
    should(gate.closedForMs()).equal(0);
  });

  it("hears nothing of those who set out before it closed, or opened", async () => {
    const before = [taken(), taken()];
    failTry();
    failTry();
    await clock.advance(1_000);
    const trying = taken();
    before[0]?.failed(unanswered);
    before[0]?.free(1, 0);
    should(roomIn()).equal(40_000);
    trying.passed();
    trying.free(1, 0);
    before[1]?.failed(unanswered);
    should(gate.trouble()).be.undefined();
  });

  it("hears of a failure, whoever got through while it was open", () => {
    const way = taken();
    taken().passed();
    way.failed(unreachable);
    should(gate.trouble()).match({ since: 0 });
  });

  it("closes with each outage for those, too, who do not wait at it", async () => {
    for (const since of [0, 1_000, 2_000]) {
      const ways = [gate.way(), gate.way(), gate.way()];
      ways[0]?.failed(unreachable);
      ways[1]?.failed(unreachable);
      should(gate.trouble()).match({ since });
      // They do not try one after the other: many failures say no more than one.
      should(gate.closedForMs()).equal(0);
      ways[2]?.passed();
      should(gate.trouble()).be.undefined();
      await clock.advance(1_000);
    }
  });

  it("stays closed no longer for those who set out before it closed", () => {
    const before = taken();
    failTry();
    failTry();
    before.failed(unanswered);
    should(gate.closedForMs()).equal(1_000);
    should(gate.trouble()?.error.code).equal("CHAT_UNREACHABLE");
    should(gate.trouble()?.error.details.error).equal("ECONNREFUSED");
  });

  it("says of those who wait no longer that nothing of theirs was sent, with the words of the last try", () => {
    const way = taken();
    way.failed(failed("CHAT_UNAVAILABLE", "unknown", { status: 502, retryAfterMs: 1, uncertain: ["a"] }));
    should(gate.trouble()?.error.details).eql({ operation: "send-message", outcome: "not-sent", status: 502 });
    should(gate.trouble()?.error.code).equal("CHAT_UNAVAILABLE");
    const next = taken();
    next.failed(unanswered);
    should(gate.trouble()?.error.code).equal("CHAT_UNREACHABLE");
    const details = { operation: "send-message", outcome: "not-sent" };
    should(gate.trouble()?.error.details).eql({ ...details, error: "ETIMEDOUT" });
    taken().failed(failed("CHAT_UNREACHABLE", "unknown", { description: "no route" }));
    should(gate.trouble()?.error.details).eql({ ...details, description: "no route" });
  });
});
