import { inspect } from "node:util";
import should from "should";
import { wholeLists } from "./whole-lists";

describe("a pattern of whole lists", () => {
  const matches = (found: unknown, expected: Parameters<typeof wholeLists>[0]): boolean => {
    try {
      should(found).match(wholeLists(expected));
      return true;
    } catch (error) {
      should(error).have.property("name", "AssertionError");
      return false;
    }
  };

  it("takes as many as are given, each by the properties that are given", () => {
    should(matches([{ to: "ann", at: 1 }, { to: "bob" }], [{ to: "ann" }, { to: /^b/ }])).be.true();
    should(matches([{ to: "ann" }, { to: "cid" }], [{ to: "ann" }, { to: /^b/ }])).be.false();
    should(matches([], [])).be.true();
  });

  it("takes neither more nor fewer", () => {
    should(matches(["a", "b"], ["a"])).be.false();
    should(matches(["a"], ["a", "b"])).be.false();
    should(matches(["a"], [])).be.false();
  });

  it("counts those within objects and within lists, too", () => {
    const found = { code: "X", details: { unsent: ["a", "b"], issues: [{ path: "to", found: [1, 2] }] } };
    should(matches(found, { details: { unsent: ["a", "b"] } })).be.true();
    should(matches(found, { details: { unsent: ["a"] } })).be.false();
    should(matches(found, { details: { issues: [{ found: [1, 2] }] } })).be.true();
    should(matches(found, { details: { issues: [{ found: [1] }] } })).be.false();
    should(matches([[1, 2]], [[1]])).be.false();
  });

  it("takes nothing that is no list for one", () => {
    for (const found of [undefined, null, "", 7, {}, { length: 0 }])
      should(matches(found, [])).be.false(inspect(found));
    should(matches({ unsent: undefined }, { unsent: [] })).be.false();
    should(matches({}, { unsent: [] })).be.false();
  });

  it("leaves patterns, errors and bytes as they are", () => {
    const error = new Error("no");
    should(matches({ text: "abc", error, bytes: Buffer.of(1) }, { text: /b/, error, bytes: Buffer.of(1) })).be.true();
    should(matches({ bytes: Buffer.of(1) }, { bytes: Buffer.of(2) })).be.false();
  });
});
