import should from "should";
import type { Dialect } from "../../../../src/client/dialects/dialect";
import { dialects } from "../../../../src/client/dialects/dialects";
import type { ChatType, Message } from "../../../../src/client/message";
import { messageParts } from "../../../../src/client/sending/message-part";
import { bothDialects } from "../use-client";

function message(to: readonly string[], msg = "x", chatType: ChatType = "users"): Message {
  return { chatType, to, body: { type: "txt", fields: { msg } }, onlineOnly: false, syncDevice: false };
}

function ids(count: number, prefix = "u"): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index}`);
}

function bytesOf(json: string | undefined): number {
  return Buffer.byteLength(json ?? "");
}

/** The text that makes a message to these exactly so large. */
function fitting(to: readonly string[], dialect: Dialect, bytes: number): Message {
  const [empty] = messageParts(message(to, "x"), dialect);
  return message(to, "x".repeat(bytes - bytesOf(empty?.call.json) + 1));
}

describe("the division of a message", () => {
  const most: readonly (readonly [Dialect, ChatType, number])[] = [
    [dialects.current, "users", 600],
    [dialects.current, "chatgroups", 3],
    [dialects.current, "chatrooms", 10],
    [dialects.legacy, "users", 600],
    [dialects.legacy, "chatgroups", 600],
    [dialects.legacy, "chatrooms", 600],
  ];
  for (const [dialect, chatType, count] of most) {
    it(`puts ${count} ${chatType} into a request of the ${dialect.name} dialect`, () => {
      const sizes = (recipients: number): readonly number[] =>
        messageParts(message(ids(recipients), "x", chatType), dialect).map(({ to }) => to.length);
      should(sizes(count)).eql([count]);
      should(sizes(count + 1)).eql([count, 1]);
      should(sizes(2 * count + 1)).eql([count, count, 1]);
    });
  }

  it("names the recipients of each part in order, with what the limits need", () => {
    const parts = messageParts(message(ids(7), "x", "chatgroups"), dialects.current);
    should(parts.flatMap(({ to }) => to)).eql(ids(7));
    should(parts[2]?.call).match({ recipients: { chatType: "chatgroups", to: ["u6"] }, operation: "send-message" });
  });

  for (const dialect of bothDialects) {
    it(`fills requests of the ${dialect.name} dialect up to 5,120 bytes and no further`, () => {
      const to = ["ä", "🌵", '"', "b"];
      const whole = messageParts(fitting(to, dialect, 5120), dialect);
      should(whole.map(({ call }) => bytesOf(call.json))).eql([5120]);
      const divided = messageParts(fitting(to, dialect, 5121), dialect);
      should(divided.map((part) => part.to)).eql([["ä", "🌵", '"'], ["b"]]);
      should(divided.map(({ call }) => bytesOf(call.json))).eql([5121 - 4, 5121 - 5 - 7 - 5]);
    });

    it(`divides by bytes at the boundary with ids of several bytes: ${dialect.name}`, () => {
      const to = ids(400, "用户🌵");
      for (const text of ["x", "é".repeat(1_000), "x".repeat(5_001)]) {
        const parts = messageParts(message(to, text), dialect);
        should(parts.flatMap((part) => part.to)).eql(to);
        parts.forEach((part, index) => {
          bytesOf(part.call.json).should.be.belowOrEqual(5120);
          const next = parts[index + 1]?.to[0];
          // As few as possible: the next one would not have fitted.
          if (next !== undefined) {
            (bytesOf(part.call.json) + bytesOf(JSON.stringify(next)) + 1).should.be.above(5120);
          }
        });
      }
    });

    it(`says what it found and what is allowed: ${dialect.name}`, () => {
      should(messageParts(fitting(["ä"], dialect, 5120), dialect).length).equal(1);
      should(() => messageParts(fitting(["ä"], dialect, 5121), dialect)).throw({
        code: "CHAT_TOO_LARGE",
        details: {
          operation: "send-message",
          outcome: "not-sent",
          issues: [{ path: "body", problem: "too-large", params: { found: 5121, allowed: 5120 } }],
        },
      });
    });
  }

  it("sends nothing at all where the longest id does not fit", () => {
    const fits = fitting(["ab"], dialects.current, 5120);
    should(() => messageParts({ ...fits, to: ["ab", "abc"] }, dialects.current)).throw({ code: "CHAT_TOO_LARGE" });
    should(messageParts({ ...fits, to: ["ab", "a"] }, dialects.current).length).equal(2);
  });
});
