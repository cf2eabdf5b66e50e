import should from "should";
import { createLogIndex } from "../../../../../src/delivery/outbox/log/log-index";
import { makeRecord } from "../../../../../src/delivery/outbox/log/log-record";

describe("the index of a log", () => {
  for (const [what, key, value] of [
    ["a long value", "k", "x".repeat(1_000)],
    ["a long key", "k".repeat(1_000), ""],
  ] as const) {
    it(`knows about how many bytes live: with ${what}, put again and removed`, () => {
      const index = createLogIndex();
      const record = makeRecord([{ put: key, value }]);
      index.apply(makeRecord([{ put: key, value: "what was before" }]), 0);
      index.apply(record, 100);
      should(index.liveBytes).be.within(record.length - 10, record.length);
      index.apply(makeRecord([{ remove: key }]), 2_000);
      should(index.liveBytes).equal(0);
    });
  }
});
