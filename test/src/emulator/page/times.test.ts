import should from "should";
import { createTimes, sameDay } from "../../../../src/emulator/page/times";

const times = createTimes("en-GB", { today: "Today", yesterday: "Yesterday" });
const moment = (month: number, day: number, hour: number): number => new Date(2025, month - 1, day, hour, 5).getTime();
const now = moment(3, 1, 0);

describe("the page's times", () => {
  it("call the last two days by name and the others by date", () => {
    should(times.day(moment(3, 1, 0), now)).equal("Today");
    should(times.day(moment(2, 28, 23), now)).equal("Yesterday");
    should(times.day(moment(2, 27, 23), now)).match(/27 February$/);
    should(times.day(new Date(2024, 11, 31).getTime(), now)).equal("31 December 2024");
  });

  it("are short in the list", () => {
    should(times.short(moment(3, 1, 0), now)).equal("0:05");
    should(times.short(moment(2, 28, 23), now)).equal("Yesterday");
    should(times.short(moment(2, 27, 23), now)).equal("27 Feb");
  });

  it("part days at midnight, not after 24 hours", () => {
    should(sameDay(moment(3, 1, 0), moment(3, 1, 23))).be.true();
    should(sameDay(moment(2, 28, 23), moment(3, 1, 0))).be.false();
  });
});
