import should from "should";
import { gatherLines } from "../../../../src/client/history/line-pieces";

const block = Buffer.from("a\nb\r\nc\nd");

describe("gathering lines of a block", () => {
  it("makes one piece of neighbours, without copying", () => {
    const lines = gatherLines(block);
    lines.add(0, 1, 2);
    lines.add(5, 6, 7);
    should(lines.all().map(String)).eql(["a\n", "c\n"]);
    const both = gatherLines(Buffer.from("a\nb\n"));
    both.add(0, 1, 2);
    both.add(2, 3, 4);
    should(both.all().map(String)).eql(["a\nb\n"]);
  });

  it("ends each line with a newline and nothing else", () => {
    const lines = gatherLines(block);
    lines.add(0, 1, 2);
    lines.add(2, 3, 5);
    lines.add(5, 6, 7);
    lines.add(7, 8, 8);
    should(Buffer.concat(lines.all()).toString()).equal("a\nb\nc\nd\n");
  });

  it("has nothing where nothing was added", () => {
    should(gatherLines(block).all()).eql([]);
  });
});
