import should from "should";
import { createRecentIds } from "../../../../src/client/history/recent-ids";

const largest = "9999999999999999999";

describe("the ids met lately", () => {
  it("remembers each exactly, whatever it looks like", () => {
    const ids = ["1", "01", "10", "1402233445566778899", largest, "4294967296000000000", "4294967295999999999"];
    const others = ["12345678901234567890", "5I02W-16-8278a", "-1", "1.0", "1e3", " 1", "١", "0", "00", "123456789"];
    const recent = createRecentIds(100);
    for (const id of [...ids, ...others]) should(recent.add(id)).be.true();
    for (const id of [...ids, ...others]) should(recent.add(id)).be.false();
  });

  it("reads no number out of what is none", () => {
    const recent = createRecentIds(100);
    // By the places of their characters in ASCII, 1-5 is 75, and 1a is 59.
    for (const id of ["75", "1-5", "59", "1a", "75000000000", "1-5000000000", "59000000000", "1a000000000"]) {
      should(recent.add(id)).be.true();
    }
  });

  it("forgets none sooner because others came twice", () => {
    const recent = createRecentIds(10);
    const ids = Array.from({ length: 10 }, (_, index) => String(index + 1));
    for (const id of ids) recent.add(id);
    for (let count = 0; count < 100; count += 1) should(recent.add("10")).be.false();
    should(ids.filter((id) => recent.add(id))).eql([]);
  });

  it("never takes one for another, among many that lie close together", () => {
    const recent = createRecentIds(10_000);
    for (let index = 0; index < 30_000; index += 1) {
      should(recent.add(String(1_402_233_445_000_000_000n + BigInt(index)))).be.true();
    }
  });

  for (const prefix of ["", "text-"]) {
    it(`remembers at least the last, at most twice as many, of ids like ${prefix}17`, () => {
      const recent = createRecentIds(10);
      const idAt = (index: number): string => `${prefix}${index + 1}`;
      for (let index = 0; index < 100; index += 1) recent.add(idAt(index));
      const known = Array.from({ length: 100 }, (_, index) => index).filter((index) => index >= 90);
      should(known.every((index) => !recent.add(idAt(index)))).be.true();
      should(recent.add(idAt(79))).be.true();
    });
  }
});
