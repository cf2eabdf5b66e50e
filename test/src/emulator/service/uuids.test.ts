import should from "should";
import { createUuids } from "../../../../src/emulator/service/uuids";

describe("the ids of files", () => {
  it("are UUIDs of version 1, made of the time", () => {
    const next = createUuids(
      () => 1_760_000_000_000,
      () => 0.5,
    );
    should(next()).equal("678d4000-a4ed-11f0-a000-888888888888");
  });

  it("differ, even while the clock stands still or goes back", () => {
    let now = 1_760_000_000_000;
    const next = createUuids(() => (now -= 1), Math.random);
    const made = Array.from({ length: 1000 }, next);
    should(new Set(made).size).equal(1000);
    for (const uuid of made)
      should(uuid).match(/^[0-9a-f]{8}-[0-9a-f]{4}-1[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
