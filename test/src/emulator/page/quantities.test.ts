import should from "should";
import { fileSize, playingTime } from "../../../../src/emulator/page/quantities";

describe("the page's quantities", () => {
  it("are minutes and seconds", () => {
    should([0, 7, 75, 3_600].map(playingTime)).eql(["0:00", "0:07", "1:15", "60:00"]);
    should([undefined, -1].map(playingTime)).eql(["–:––", "–:––"]);
  });

  it("are bytes in the unit that fits", () => {
    should([0, 999, 1_536, 183_442, 2_412_341].map(fileSize)).eql(["0 B", "999 B", "1.5 kB", "179 kB", "2.3 MB"]);
  });
});
