import should from "should";
import { filesBelow, textOf } from "./checkout";
import { looseListsIn } from "./loose-lists";

describe("lists in tests", () => {
  it("are compared as a whole, not their first elements only", () => {
    const loose = filesBelow("test")
      .filter((path) => path.endsWith(".ts") && path !== "test/support/whole-lists.ts")
      .flatMap((path) => looseListsIn(textOf(path)).map((line) => `${path}:${line}: use wholeLists()`));
    should(loose).be.empty();
  });

  for (const pattern of [
    "[1]",
    "[]",
    "{ a: { b: [] } }",
    "{ ...[1] }",
    "\n[1]",
    "all.map(String)",
    "Array.from(all)",
    "error([])",
  ])
    it(`are found where match is given ${JSON.stringify(pattern)}`, () => {
      should(looseListsIn(`\nshould(a)\n.be.ok()\n.and.match(${pattern});`)).eql([pattern.startsWith("\n") ? 5 : 4]);
      should(looseListsIn(`should(a).match(wholeLists(${pattern}));`)).eql([]);
    });

  for (const pattern of [
    "/[ab]/",
    "{ a: 1 }",
    "(found) => [1].includes(found)",
    'new RegExp(["a"].join(""))',
    '["a"].join("")',
  ])
    it(`are not taken for ${pattern}`, () => {
      should(looseListsIn(`should(a).match(${pattern});`)).eql([]);
    });
});
