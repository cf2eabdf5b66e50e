import should from "should";
import type { Call } from "../../../../src/client/call";
import { chargesBy } from "../../../../src/delivery/limits/call-limits";
import { callTo, hour, plan } from "./use-limits";

describe("what calls cost", () => {
  const charges = chargesBy(plan);
  const costs = (call: Call): readonly string[] =>
    [...charges.ofRecipients(call), ...charges.ofRequest(call)].map(
      ({ limit, weight, takenBy }) => `${weight} of ${limit.name} ${limit.limit}/${limit.windowMs} ${takenBy}`,
    );

  it("is a call each, and a share for each recipient", () => {
    should(costs(callTo("users", ["a", "b"]))).eql(["2 of users 6000/60000 some", "1 of calls 100/1000 all"]);
    should(costs(callTo("chatrooms", ["a", "b", "c"]))).eql(["3 of rooms 100/1000 some", "1 of calls 100/1000 all"]);
  });

  it("is a share of each single group", () => {
    should(costs(callTo("chatgroups", ["1", "2"]))).eql([
      "1 of group 1 20/1000 some",
      "1 of group 2 20/1000 some",
      "1 of calls 100/1000 all",
    ]);
  });

  it("is a share of history, named first because few take it", () => {
    should(costs(hour)).eql(["1 of history 10/60000 some", "1 of calls 100/1000 all"]);
  });

  it("is nothing where the call goes elsewhere, and nothing of recipients where there are none", () => {
    should(costs({ ...hour, elsewhere: "http://127.0.0.1/" })).be.empty();
    should(costs({ operation: "check-connection", method: "GET", path: "x", signedIn: true })).have.length(1);
    should(costs(callTo("users", []))).have.length(1);
  });

  it("takes less than one a second for one in a longer while", () => {
    const [calls] = chargesBy({ ...plan, callsPerSecond: 0.25 }).ofRequest(callTo("users", ["a"]));
    should(calls?.limit).eql({ name: "calls", limit: 1, windowMs: 4_000 });
  });
});
