import should from "should";
import { nextOccurrence } from "../../../../src/client/history/next-occurrence";

describe("looking for bytes line by line", () => {
  const block = Buffer.from("-id\n--\nid-id\n--\n");

  it("finds the first place of each line that has them, and none of another line's", () => {
    const place = nextOccurrence(block, Buffer.from("id"));
    should([place(0, 3), place(4, 6), place(7, 12), place(13, 15)]).eql([1, -1, 7, -1]);
  });

  it("finds the next in the same line when asked from behind the first", () => {
    const place = nextOccurrence(block, Buffer.from("id"));
    should([place(7, 12), place(8, 12), place(11, 12)]).eql([7, 10, -1]);
  });
});
