import should from "should";
import type { Charge } from "../../../../src/delivery/limits/call-limits";
import { mayStay } from "../../../../src/delivery/limits/waiting";
import type { Waiting } from "../../../../src/delivery/limits/waiting";
import { context } from "../../client/use-client";
import { calls, charge } from "./use-limits";

describe("somebody who waits for one lane while standing at another", () => {
  const [group, other] = [charge("group 1", 1), charge("group 2", 1)];
  const kind: Charge = { ...charge("kind 1", 1), takenBy: "alike" };

  function waiting(): Waiting<string> {
    return {
      ...{ charges: [group, other, kind, calls(1)], place: 1, signal: context.signal, expiresAt: 1 },
      ...{ lines: new Set(), moves: 0, go: () => undefined, fail: () => undefined, stopWatching: () => undefined },
    };
  }

  it("keeps their place where everybody behind them waits for the other, too", () => {
    for (const here of ["group 1", "kind 1", "calls"]) should(mayStay(waiting(), here, calls(1))).be.true();
  });

  it("gives it up where somebody behind them may not need the other", () => {
    should(mayStay(waiting(), "calls", group)).be.false();
    should(mayStay(waiting(), "calls", kind)).be.false();
    should(mayStay(waiting(), "kind 1", group)).be.false();
  });

  it("keeps it for the moment that a seat takes", () => {
    should(mayStay(waiting(), "group 1", kind)).be.true();
  });

  it("gives up one group for another three times, and then keeps both", () => {
    const entry = waiting();
    const answers = [1, 2, 3, 4, 5].map(() => mayStay(entry, "group 1", other));
    should(answers).eql([false, false, false, true, true]);
    should(mayStay(entry, "calls", group)).be.false();
  });
});
