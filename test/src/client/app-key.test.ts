import should from "should";
import { parseAppKey } from "../../../src/client/app-key";

describe("the reading of an app key", () => {
  it("reads both names", () => {
    should(parseAppKey(" 41117440#383391 ")).eql({ orgName: "41117440", appName: "383391" });
    should(parseAppKey("farm-co.x#green_house")).eql({ orgName: "farm-co.x", appName: "green_house" });
    should(parseAppKey(".a.#b..")).eql({ orgName: ".a.", appName: "b.." });
    should(parseAppKey("a..#.b")).eql({ orgName: "a..", appName: ".b" });
  });

  for (const text of [
    "",
    "farmco",
    "#",
    "a#",
    "#b",
    "a#b#c",
    "a/b#c",
    "a#b?c",
    "..#a",
    "a#.",
    "a#..",
    "a #b",
    "a#b\nc",
    "ä#b",
    "a%2f#b",
  ]) {
    it(`refuses ${JSON.stringify(text)}`, () => should(parseAppKey(text)).be.undefined());
  }
});
