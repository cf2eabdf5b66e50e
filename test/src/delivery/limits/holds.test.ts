import should from "should";
import type { Call } from "../../../../src/client/call";
import { chargesBy } from "../../../../src/delivery/limits/call-limits";
import { createHolds } from "../../../../src/delivery/limits/holds";
import type { Holds } from "../../../../src/delivery/limits/holds";
import { createMemoryCounts } from "../../../../src/delivery/limits/memory-counts";
import type { Lanes } from "../../../../src/delivery/limits/lane";
import { createFakeClock } from "../../../support/fake-clock";
import type { FakeClock } from "../../../support/fake-clock";
import { callTo, failed, hour, plan, tooMany } from "./use-limits";

const alarm = callTo("users", ["a", "b"]);

describe("the holds", () => {
  let clock: FakeClock;
  let lanes: Lanes;
  let holds: Holds;

  function create(chance = 0): void {
    lanes = createMemoryCounts(clock).lanesFor({ creditMs: () => 0, onRoom: () => undefined });
    holds = createHolds(lanes, chargesBy(plan), clock, () => chance);
  }

  beforeEach(() => {
    clock = createFakeClock(0);
    create();
  });

  /** For how long there is no room in the lane of this name. */
  function closedMs(name: string): number {
    const windowMs = ["users", "history"].includes(name) ? 60_000 : 1_000;
    return Math.max(0, lanes.laneOf({ name, limit: 1, windowMs }).roomAt(1, clock.now()) - clock.now());
  }

  it("hold the lane that was refused, and no other", () => {
    const of403 = failed("CHAT_RATE_LIMITED", "not-sent", { status: 403 });
    const cases: readonly (readonly [Call, typeof tooMany, string])[] = [
      [alarm, tooMany, "calls"],
      [alarm, failed("CHAT_RATE_LIMITED", "not-sent", { status: 503 }), "calls"],
      [alarm, of403, "users"],
      [callTo("chatrooms", ["r"]), of403, "rooms"],
      [callTo("chatgroups", ["g", "h"]), of403, "group g"],
      [callTo("chatgroups", ["g", "h"]), of403, "group h"],
      [hour, tooMany, "history"],
      [hour, of403, "history"],
    ];
    for (const [call, error, held] of cases) {
      create();
      holds.refused(call, error);
      for (const name of ["calls", "users", "rooms", "history", "group g", "group x"]) {
        if (name === held) should(closedMs(name)).equal(1_000);
        else if (!(name === "group g" && held === "group h")) should(closedMs(name)).equal(0);
      }
    }
  });

  it("hold nothing for what lies elsewhere", () => {
    holds.refused({ ...hour, elsewhere: "http://127.0.0.1/" }, tooMany);
    should(holds.heldForMs({ ...hour, elsewhere: "http://127.0.0.1/" })).equal(0);
    should(closedMs("history")).equal(0);
  });

  it("grow up to a quarter of a minute, or the window where that is longer", async () => {
    const seconds = async (call: Call): Promise<readonly number[]> => {
      const all: number[] = [];
      for (let count = 0; count < 8; count += 1) {
        holds.refused(call, tooMany);
        all.push(holds.heldForMs(call) / 1_000);
        await clock.advance(holds.heldForMs(call));
      }
      return all;
    };
    should(await seconds(alarm)).eql([1, 2, 4, 8, 15, 15, 15, 15]);
    create();
    should(await seconds(hour)).eql([1, 2, 4, 8, 16, 32, 60, 60]);
  });

  it("count once what is refused while they hold, but hear of a longer wait", async () => {
    for (let count = 0; count < 100; count += 1) holds.refused(alarm, tooMany);
    should(holds.heldForMs(alarm)).equal(1_000);
    holds.refused(alarm, failed("CHAT_RATE_LIMITED", "not-sent", { status: 429, retryAfterMs: 30_000 }));
    should(holds.heldForMs(alarm)).equal(30_000);
    await clock.advance(30_000);
    holds.refused(alarm, tooMany);
    should(holds.heldForMs(alarm)).equal(2_000);
  });

  it("begin anew after a success, but not one of what was under way", async () => {
    holds.refused(alarm, tooMany);
    holds.passed(alarm);
    await clock.advance(1_000);
    holds.refused(alarm, tooMany);
    should(holds.heldForMs(alarm)).equal(2_000);
    await clock.advance(2_000);
    holds.passed(callTo("chatgroups", ["g"]));
    holds.refused(alarm, tooMany);
    should(holds.heldForMs(alarm)).equal(1_000);
  });

  it("begin anew a minute later, and are forgotten", async () => {
    holds.refused(alarm, tooMany);
    await clock.advance(62_000);
    holds.refused(alarm, tooMany);
    should(holds.heldForMs(alarm)).equal(1_000);
  });

  it("are up to a quarter longer by chance", () => {
    create(1);
    holds.refused(alarm, tooMany);
    should(holds.heldForMs(alarm)).equal(1_250);
  });
});
