import should from "should";
import { fieldsOf, numberOf, textOf } from "../../../../src/emulator/page/fields";

describe("a field that nobody has checked", () => {
  it("is a text, or a number written as one, and otherwise nothing", () => {
    should(["Pier 4", 31.2, 0, true, null, undefined, ["a"]].map(textOf)).eql(["Pier 4", "31.2", "0", "", "", "", ""]);
  });

  it("can go into an address, whatever half of a character is in it", () => {
    should(textOf("leaf \ud83c")).equal("leaf \ufffd");
    should(textOf("leaf \ud83c\udf31")).equal("leaf 🌱");
  });

  it("is a number, or a text that is one, and otherwise nothing", () => {
    should([31.2, "31.2", "-0.5", 0, "0"].map(numberOf)).eql([31.2, 31.2, -0.5, 0, 0]);
    for (const none of ["", "  ", "north", NaN, Infinity, true, null, undefined]) should(numberOf(none)).be.undefined();
  });

  it("has fields of its own only where it is an object", () => {
    should(fieldsOf({ msg: "leek" })).eql({ msg: "leek" });
    for (const none of [null, undefined, "text", 3, [1]]) should(fieldsOf(none)).eql({});
  });
});
