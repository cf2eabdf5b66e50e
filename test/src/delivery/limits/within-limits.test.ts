import should from "should";
import { dialects } from "../../../../src/client/dialects/dialects";
import { withinLimits } from "../../../../src/delivery/limits/within-limits";

const limits = {
  callsPerSecond: 100,
  recipientsPerMinute: 6_000,
  groupMessagesPerSecond: 20,
  roomsPerSecond: 100,
  historyCallsPerMinute: 10,
};

describe("a dialect within a plan's limits", () => {
  it("is the dialect where the plan is larger than a request", () => {
    should(withinLimits(dialects.current, limits).maxRecipients).eql(dialects.current.maxRecipients);
  });

  it("divides what the plan never lets through at once, but not below one", () => {
    const small = withinLimits(dialects.current, { ...limits, recipientsPerMinute: 100.5, roomsPerSecond: 0.25 });
    should(small.maxRecipients).eql({ users: 100, chatgroups: 3, chatrooms: 1 });
  });
});
