import should from "should";
import { watchRoundTrips } from "../../../../src/delivery/limits/round-trips";
import type { RoundTrips } from "../../../../src/delivery/limits/round-trips";

describe("the round trips", () => {
  function record(trips: RoundTrips, count: number, durationMs: number): RoundTrips {
    for (let index = 0; index < count; index += 1) trips.record(durationMs);
    return trips;
  }

  it("give credit for four fifths of the shortest, once 300 were seen", () => {
    const trips = record(watchRoundTrips(), 1, 30);
    record(trips, 298, 50);
    should(trips.creditMs()).equal(0);
    record(trips, 1, 50);
    should(trips.creditMs()).equal(24);
  });

  it("give none where it would gain nothing", () => {
    should(record(watchRoundTrips(), 500, 4).creditMs()).equal(0);
    should(record(watchRoundTrips(), 500, 5).creditMs()).equal(4);
  });

  it("hear at once of a network that is faster, and within 500 answers of one that is slower", () => {
    const trips = record(watchRoundTrips(), 500, 100);
    record(trips, 1, 20);
    should(trips.creditMs()).equal(16);
    record(trips, 399, 100);
    should(trips.creditMs()).equal(16);
    record(trips, 101, 100);
    should(trips.creditMs()).equal(80);
  });

  it("forget the shortest only when its last is forgotten", () => {
    const trips = record(watchRoundTrips(), 1, 20);
    record(trips, 300, 100);
    record(trips, 1, 20);
    record(trips, 300, 100);
    should(trips.creditMs()).equal(16);
    record(trips, 300, 100);
    should(trips.creditMs()).equal(80);
  });
});
