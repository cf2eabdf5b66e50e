import should from "should";
import { createMessageIds } from "../../../../../src/delivery/outbox/redis/message-ids";

describe("the ids of messages that machines share", () => {
  it("sort as their messages were taken in, even where the time stands or goes back", () => {
    const next = createMessageIds();
    const times = [1_760_000_000_000, 1_760_000_000_000, 1_760_000_000_005, 1_760_000_000_001, 1_760_000_000_006];
    const ids = times.map(next);
    should(ids.toSorted()).eql(ids);
    should(new Set(ids).size).equal(ids.length);
  });

  it("differ between processes, and are none that BullMQ takes for its own", () => {
    const [one, other] = [createMessageIds()(1), createMessageIds()(1)];
    should(one).not.equal(other);
    should(one)
      .match(/^[0-9a-z-]+$/)
      .and.not.match(/^\d+$/);
  });
});
