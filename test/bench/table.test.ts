import should from "should";
import { markdown } from "../../bench/table";
import type { Target } from "../../bench/table";

const lineOf = (target: Target): string | undefined =>
  markdown({ title: "t", head: ["way"], rows: [["ours"]], targets: [target] })
    .split("\n")
    .find((line) => line.startsWith("- "));

describe("a table of a benchmark", () => {
  it("passes by the middle of its rounds, and says how far they were apart", () => {
    should(lineOf({ text: "CPU", found: [0.6, 0.4, 0.45], atMost: 0.5 })).equal(
      "- pass: CPU 0.45 × (at most 0.5 ×; 0.40 to 0.60 in 3 rounds)",
    );
  });

  it("is short where the middle does not reach what was wanted", () => {
    should(lineOf({ text: "speed", found: [1.9, 2.1, 1.8], atLeast: 2 })).startWith("- short: speed 1.90 ×");
    should(lineOf({ text: "refused", found: 1, unit: "", atMost: 0 })).startWith("- short: refused 1.00");
  });

  it("is short where nothing was found", () => {
    should(lineOf({ text: "speed", found: [], atLeast: 2 })).startWith("- short");
  });
});
