import should from "should";
import { createNumberSet } from "../../../../src/client/history/number-set";

describe("a set of numbers", () => {
  it("knows what was added, and nothing else", () => {
    const set = createNumberSet(4);
    should(set.has(1, 2)).be.false();
    should(set.add(1, 2)).be.true();
    should(set.add(1, 2)).be.false();
    should(set.has(1, 2)).be.true();
    should([set.has(2, 1), set.has(1, 0), set.has(0, 2), set.has(1, 3)]).eql([false, false, false, false]);
  });

  it("keeps numbers apart though they share a place, up to the most that it takes", () => {
    const most = 1_000;
    const set = createNumberSet(most);
    for (let low = 1; low <= most; low += 1) should(set.add(0xffffffff, low)).be.true();
    for (let low = 1; low <= most; low += 1) should(set.has(0xffffffff, low)).be.true();
    for (let low = 1; low <= most; low += 1) should(set.has(0xfffffffe, low)).be.false();
  });

  for (const low of [0, 7]) {
    it(`keeps numbers apart that differ above 32 bits only, and end in ${low}`, () => {
      const most = 1_000;
      const set = createNumberSet(most);
      for (let high = 1; high <= most; high += 1) should(set.add(high, low)).be.true();
      for (let high = 1; high <= most; high += 1) should([set.has(high, low), set.add(high, low)]).eql([true, false]);
      for (let high = 1; high <= most; high += 1) should(set.has(high + most, low)).be.false();
    });
  }
});
