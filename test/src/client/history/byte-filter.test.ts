import should from "should";
import { byteFilter } from "../../../../src/client/history/byte-filter";
import type { HistoryFilter } from "../../../../src/client/history/history-request";

const lines = [
  '{"chat_type":"chat","from":"ann"}',
  '{"chat_type":"chat","from":"bob"}',
  '{"chat_type":"groupchat","from":"ann"}',
  '{"chat_type":"chat","from":"\\u0061nn"}',
  '{"chat_type":"chatroom","from":"annabel"}',
];

/** Which of the lines, in one block, need to be looked into. */
function need(filter: HistoryFilter): readonly boolean[] {
  const block = Buffer.from(lines.map((line) => `${line}\n`).join(""));
  const mayMatch = byteFilter(filter)?.(block) ?? (() => true);
  let start = 0;
  return lines.map((line) => {
    const end = start + line.length;
    const may = mayMatch(start, end);
    start = end + 1;
    return may;
  });
}

describe("a look at the bytes of lines", () => {
  it("spares those without one of the words of each condition, unless an escape may hide it", () => {
    should(need({ sender: "ann" })).eql([true, false, true, true, false]);
    should(need({ receiver: "bob" })).eql([false, true, false, true, false]);
    should(need({ chatTypes: ["chat", "groupchat"] })).eql([true, true, true, true, false]);
    should(need({ chatTypes: ["chat"], sender: "ann" })).eql([true, false, false, true, false]);
  });

  it("is not worth while where no word has one spelling only", () => {
    for (const filter of [{}, { sender: "ünn" }, { sender: "a/b", receiver: '"' }]) {
      should(byteFilter(filter)).be.undefined();
    }
    should(need({ sender: "ünn", receiver: "bob" })).eql([false, true, false, true, false]);
  });
});
