import should from "should";
import type { Call } from "../../../../src/client/call";
import { flightFailure } from "../../../../src/client/http/flight-failure";
import { context } from "../use-client";

const call: Call = { operation: "send-message", method: "POST", path: "messages/users", signedIn: true };

function detailsOf(cause: unknown): unknown {
  try {
    flightFailure(call, context, { connected: false, timedOut: false, ended: false }, cause);
    return undefined;
  } catch (error) {
    return (error as { readonly details: unknown }).details;
  }
}

describe("what went wrong with a request", () => {
  it("is said in the network's own words, and in no more than 300 letters", () => {
    const refused = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:9"), { code: "ECONNREFUSED" });
    should(detailsOf(refused)).match({ error: "ECONNREFUSED", description: "connect ECONNREFUSED 127.0.0.1:9" });
    should(detailsOf(new Error("x".repeat(1_000)))).match({ error: "network", description: "x".repeat(300) });
    should(detailsOf({})).match({ error: "network", description: "" });
  });

  it("is said of the first address where a name has several", () => {
    const each = ["::1", "127.0.0.1"].map((address) => new Error(`connect ECONNREFUSED ${address}`));
    const all = Object.assign(new AggregateError(each), { code: "ECONNREFUSED" });
    should(detailsOf(all)).match({ error: "ECONNREFUSED", description: "connect ECONNREFUSED ::1" });
  });
});
