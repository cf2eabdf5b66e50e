import should from "should";
import { hourOf, startOfHour } from "../../../../src/emulator/service/history-hour";

describe("the hours of history", () => {
  it("begin where their name says, in UTC or ahead of it", () => {
    should(startOfHour("2018112717", 0)).equal(Date.UTC(2018, 10, 27, 17));
    should(startOfHour("2018112717", 8)).equal(Date.UTC(2018, 10, 27, 9));
    should(startOfHour("2024022923", 0)).equal(Date.UTC(2024, 1, 29, 23));
  });

  it("are named with ten digits that make a date", () => {
    for (const name of ["", "2018", "20181127", "201811271", "20181127170", "2018112724", "2018110000", "2018000000"]) {
      should(startOfHour(name, 0)).be.undefined();
    }
    for (const name of ["2023022900", "2018113100", "٢٠١٨١١٢٧١٧", "2018-11-27"]) {
      should(startOfHour(name, 0)).be.undefined();
    }
  });

  it("hold their first millisecond and not the next hour's", () => {
    const start = Date.UTC(2018, 10, 27, 17);
    should(hourOf(start, 0)).equal("2018112717");
    should(hourOf(start + 3_599_999, 0)).equal("2018112717");
    should(hourOf(start + 3_600_000, 0)).equal("2018112718");
    should(hourOf(start, 8)).equal("2018112801");
  });
});
