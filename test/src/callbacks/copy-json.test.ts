import should from "should";
import { copyJson } from "../../../src/callbacks/copy-json";

describe("a copy of JSON", () => {
  it("is equal, and shares nothing", () => {
    const value = { list: [1, { deep: [null, true, "text"] }], empty: {} };
    const copy = copyJson(value);
    should(copy).eql(value);
    should(copy.list).not.equal(value.list);
    should(copy.list[1]).not.equal(value.list[1]);
  });

  it("keeps a property called __proto__ one of its own", () => {
    const value = JSON.parse('{"__proto__":{"polluted":true}}') as object;
    const copy = copyJson(value);
    should(Object.keys(copy)).eql(["__proto__"]);
    should(Object.getPrototypeOf(copy)).equal(Object.prototype);
    should(JSON.stringify(copy)).equal(JSON.stringify(value));
  });

  it("throws a RangeError where it is too deep", () => {
    const deep = JSON.parse(`${"[".repeat(100_000)}${"]".repeat(100_000)}`) as unknown;
    should(() => copyJson(deep)).throw(RangeError);
  });
});
