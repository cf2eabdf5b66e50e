import should from "should";
import { createConversationTimes } from "../../../../src/delivery/many/conversation-times";
import type { ConversationTimes } from "../../../../src/delivery/many/conversation-times";

describe("the times of conversations", () => {
  let times: ConversationTimes;

  function importedAs(timestamp: number, conversation = "ann bob"): number {
    const time = times.next(conversation, timestamp);
    times.keep(conversation, timestamp, time);
    return time;
  }

  beforeEach(() => {
    times = createConversationTimes(3);
  });

  it("are the records' own, as long as they increase", () => {
    should([5_000, 5_001, 9_000].map((time) => importedAs(time))).eql([5_000, 5_001, 9_000]);
  });

  it("are moved by a millisecond where they are equal, however many are", () => {
    should([5_000, 5_000, 5_000, 5_001, 5_010].map((time) => importedAs(time))).eql([
      5_000, 5_001, 5_002, 5_003, 5_010,
    ]);
    for (let count = 0; count < 3_000; count += 1) importedAs(5_010);
    should(importedAs(5_010)).equal(8_011);
  });

  it("are moved where they lie a second back, and no farther", () => {
    should([5_000, 4_000, 4_500].map((time) => importedAs(time))).eql([5_000, 5_001, 5_002]);
    should([3_999, 3_999].map((time) => importedAs(time))).eql([3_999, 4_000]);
  });

  it("are each conversation's own", () => {
    should(importedAs(5_000, "a")).equal(5_000);
    should(importedAs(5_000, "b")).equal(5_000);
    should(importedAs(5_000, "a")).equal(5_001);
  });

  it("are not used up by a record that was not imported", () => {
    should(times.next("a", 5_000)).equal(5_000);
    should(times.next("a", 5_000)).equal(5_000);
  });

  it("are remembered of those conversations that had a record last", () => {
    for (const conversation of ["a", "b", "c", "a", "d"]) importedAs(5_000, conversation);
    should(importedAs(5_000, "a")).equal(5_002);
    should(importedAs(5_000, "b")).equal(5_000);
  });
});
