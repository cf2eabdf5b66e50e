import should from "should";
import { messageIds } from "../../../../src/client/history/message-ids";

/** The ids of lines that lie in one block. */
function idsOf(...lines: readonly string[]): readonly (string | undefined)[] {
  const block = Buffer.from(lines.map((line) => `${line}\n`).join(""));
  const idOf = messageIds(block);
  let start = 0;
  return lines.map((line) => {
    const end = start + Buffer.byteLength(line);
    const id = idOf(start, end);
    start = end + 1;
    return id;
  });
}

describe("ids of messages, without parsing", () => {
  it("are found where the service writes them, and behind other fields", () => {
    should(idsOf('{"msg_id":"17","to":"ann"}', '{"to":"ann","from":"b,o","msg_id":"18"}', '{"msg_id":""}')).eql([
      "17",
      "18",
      "",
    ]);
  });

  it("are left to the parser where bytes do not tell for certain", () => {
    for (const line of [
      '{"to":"ann"}',
      '{"msg_id": "17"}',
      '{"msg_id":17}',
      ' {"msg_id":"17"}',
      '{"msg_id":"17"',
      '{"msg_id":"17',
      '{"msg_id":"1\\u0037"}',
      '{"msg_id":"ü"}',
      '{ "msg_id":"17"}',
      '{"ext":{"msg_id":"17"},"to":"ann"}',
      '{"a{":"b","msg_id":"17"}',
      '{"x\\"msg_id":"17"}',
      '{"x,\\"msg_id":"17"}',
      '["msg_id":"17"]',
      'ann","msg_id":"17"}',
      "",
    ]) {
      should(idsOf(line)).eql([undefined]);
    }
  });

  it("are looked for in their own line only", () => {
    should(idsOf('{"to":"ann"}', '{"msg_id":"17"}', '{"to":"ann"}')).eql([undefined, "17", undefined]);
    should(idsOf('{"msg_id":"17}', '{"msg_id":"18"}')).eql([undefined, "18"]);
    should(idsOf('{"to":"ann"}', 'bob","msg_id":"17"}')).eql([undefined, undefined]);
  });
});
