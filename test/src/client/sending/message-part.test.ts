import should from "should";
import type { Call, Company } from "../../../../src/client/call";
import type { Dialect } from "../../../../src/client/dialects/dialect";
import { dialects } from "../../../../src/client/dialects/dialects";
import type { ChatType, Message } from "../../../../src/client/message";
import { messageParts } from "../../../../src/client/sending/message-part";
import { wholeLists } from "../../../support/whole-lists";
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
    should(parts[2]?.call).match(
      wholeLists({ recipients: { chatType: "chatgroups", to: ["u6"] }, operation: "send-message" }),
    );
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
      should(() => messageParts(fitting(["ä"], dialect, 5121), dialect)).throw(
        wholeLists({
          code: "CHAT_TOO_LARGE",
          details: {
            operation: "send-message",
            outcome: "not-sent",
            issues: [{ path: "body", problem: "too-large", params: { found: 5121, allowed: 5120 } }],
          },
        }),
      );
    });
  }

  it("sends nothing at all where the longest id does not fit", () => {
    const fits = fitting(["ab"], dialects.current, 5120);
    should(() => messageParts({ ...fits, to: ["ab", "abc"] }, dialects.current)).throw({ code: "CHAT_TOO_LARGE" });
    should(messageParts({ ...fits, to: ["ab", "a"] }, dialects.current).length).equal(2);
  });
});

describe("the company that a message's request may have", () => {
  function callOf(one: Message, dialect: Dialect): Call & { readonly company: Company } {
    return messageParts(one, dialect)[0]?.call as Call & { readonly company: Company };
  }

  for (const dialect of bothDialects) {
    it(`is of those that differ in their recipients only: ${dialect.name}`, () => {
      const { kind } = callOf(message(["a"]), dialect).company;
      should(callOf(message(["b", "c"]), dialect).company.kind).equal(kind);
      const others: readonly Message[] = [
        message(["a"], "y"),
        message(["a"], "x", "chatgroups"),
        { ...message(["a"]), from: "me" },
        { ...message(["a"]), ext: { a: 1 } },
        { ...message(["a"]), onlineOnly: true },
        { ...message(["a"]), syncDevice: true },
        { ...message(["a"]), body: { type: "cmd", fields: { action: "x" } } },
      ];
      const kinds = others.map((other) => callOf(other, dialect).company.kind);
      should(new Set([kind, ...kinds]).size).equal(1 + others.length);
    });

    it(`is not misled by words that look like a list of recipients: ${dialect.name}`, () => {
      const list = (id: string): Message => ({ ...message([id], `["${id}"]`), ext: { to: [id], target: [id] } });
      should(callOf(list("a"), dialect).company.kind).not.equal(callOf(list("b"), dialect).company.kind);
      const strange = (id: string): Message => message([id], "$& $1 $$");
      should(callOf(strange("$&"), dialect).company.kind).equal(callOf(strange('"'), dialect).company.kind);
    });

    it(`knows its bytes: ${dialect.name}`, () => {
      const one = callOf(message(["ä", '"']), dialect);
      const other = callOf(message(["🌵", "b"]), dialect);
      const both = one.company.callTo(["ä", '"', "🌵", "b"]);
      should(bytesOf(both.json)).equal(bytesOf(one.json) + other.company.addedBytes());
      should(one.company.spareBytes).equal(5120 - bytesOf(one.json));
      should(both.json).equal(callOf(message(["ä", '"', "🌵", "b"]), dialect).json);
    });

    it(`takes as many recipients as a request does: ${dialect.name}`, () => {
      for (const chatType of ["users", "chatgroups", "chatrooms"] as const) {
        should(callOf(message(["a"], "x", chatType), dialect).company.mostRecipients).equal(
          dialect.maxRecipients[chatType],
        );
      }
    });
  }
});
