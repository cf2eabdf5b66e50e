import should from "should";
import { plainId } from "../../../src/callbacks/plain-id";

describe("an id as a callback names it", () => {
  for (const [value, id] of [
    ["ann", "ann"],
    ["farmco#greenhouse_ann@easemob.com", "ann"],
    ["farmco#greenhouse_ann_b@easemob.com/android_1", "ann_b"],
    ["farmco#green_house_ann@easemob.com", "ann"],
    ["other#app_ann", "ann"],
    ["ann@easemob.com/ios", "ann"],
    [194564646457790, "194564646457790"],
  ] as const) {
    it(`is ${id} alone: ${value}`, () => {
      const appKey = String(value).includes("green_house") ? "farmco#green_house" : "farmco#greenhouse";
      should(plainId(value, appKey)).equal(id);
    });
  }

  it("begins behind the first underscore where no app is named", () => {
    should(plainId("farmco#greenhouse_ann_b@easemob.com")).equal("ann_b");
  });

  it("is none where nothing is left, or it is something else", () => {
    for (const value of ["", "@easemob.com", "/android", "farmco#greenhouse_", undefined, null, {}, ["ann"], true]) {
      should(plainId(value, "farmco#greenhouse")).be.undefined();
    }
  });
});
