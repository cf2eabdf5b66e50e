import should from "should";
import type { Issue } from "../../../../src/client/issue";
import { parseOneId } from "../../../../src/client/parsing/one-id";

function problemOf(value: unknown): Issue | undefined {
  const issues: Issue[] = [];
  should(parseOneId(value, "user", issues)).be.undefined();
  should(issues).have.length(1);
  return issues[0];
}

describe("the reading of one id", () => {
  it("takes a text, without what surrounds it", () => {
    const issues: Issue[] = [];
    should(parseOneId(" alice.k\r\n", "user", issues)).equal("alice.k");
    should(issues).be.empty();
  });

  it("refuses a list, in whatever form it comes", () => {
    should(problemOf(["alice.k"])).eql({ path: "user", problem: "one-id-expected", params: { found: "[…]" } });
    for (const list of ["ann, bob", "ann;bob", "ann\nbob"]) {
      should(problemOf(list)).match({ problem: "one-id-expected", params: { found: '"…, …"' } });
    }
  });

  it("says what else is wrong", () => {
    for (const nothing of [undefined, null, ""]) should(problemOf(nothing)).match({ problem: "required" });
    should(problemOf(" ")).match({ problem: "empty-id" });
    should(problemOf(7)).match({ problem: "id-not-text" });
    should(problemOf({})).match({ problem: "id-not-text" });
    should(problemOf("x".repeat(65))).match({ problem: "id-too-long" });
  });
});
