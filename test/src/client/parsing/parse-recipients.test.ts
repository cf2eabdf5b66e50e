import should from "should";
import type { Issue } from "../../../../src/client/issue";
import { parseRecipients } from "../../../../src/client/parsing/parse-recipients";

function read(value: unknown): { ids: readonly string[]; problems: readonly string[] } {
  const issues: Issue[] = [];
  const ids = parseRecipients(value, "to", issues);
  return { ids, problems: issues.map(({ path, problem }) => `${path}: ${problem}`) };
}

describe("the reading of recipients", () => {
  const good: readonly (readonly [string, unknown, readonly string[]])[] = [
    ["an id", "alice.k", ["alice.k"]],
    ["a list", ["alice.k", " bob_2 "], ["alice.k", "bob_2"]],
    ["commas", "a, b,c", ["a", "b", "c"]],
    ["semicolons", "a;b ; c", ["a", "b", "c"]],
    ["lines of both kinds", "a\nb\r\n\r\n  c  \n", ["a", "b", "c"]],
    ["separators at the ends of lines", "a,\nb;\nc,", ["a", "b", "c"]],
    ["each once, at its first place", "b,a,b", ["b", "a"]],
    ["long ids in digits", ["1402233445566778899"], ["1402233445566778899"]],
    ["64 characters", "x".repeat(64), ["x".repeat(64)]],
  ];
  for (const [name, value, ids] of good) it(`takes ${name}`, () => should(read(value)).eql({ ids, problems: [] }));

  const bad: readonly (readonly [string, unknown, readonly string[]])[] = [
    ["nothing", undefined, ["to: required"]],
    ["null", null, ["to: required"]],
    ["empty text", "", ["to: required"]],
    ["blank text", " \n ", ["to: required"]],
    ["an empty list", [], ["to: required"]],
    ["a separator alone", ",", ["to: required"]],
    ["a number", 12345, ["to: id-not-text"]],
    ["an empty place in a text", "a,,b", ["to[1]: empty-id"]],
    ["an empty place at the start", ",a", ["to[0]: empty-id"]],
    ["an empty id in a list", ["a", " "], ["to[1]: empty-id"]],
    ["numbers in a list", ["a", 7, null], ["to[1]: id-not-text", "to[2]: id-not-text"]],
    ["an object", { id: "a" }, ["to: not-a-list"]],
    ["a Buffer", Buffer.from("a"), ["to: not-a-list"]],
    ["65 characters", "x".repeat(65), ["to: id-too-long"]],
  ];
  for (const [name, value, problems] of bad) it(`refuses ${name}`, () => should(read(value).problems).eql(problems));

  it("stops counting problems where a hundred have been found", () => {
    should(read(new Array(1_000_000)).problems).have.length(100);
    const issues: Issue[] = [{ path: "chatType", problem: "required" }];
    parseRecipients(new Array(1_000_000), "to", issues);
    should(issues).have.length(101);
  });
});
