import should from "should";
import { isChatError } from "../../../../src/client/chat-error";
import type { ChatError } from "../../../../src/client/chat-error";
import { readReceipts } from "../../../../src/client/sending/read-receipts";
import type { Answer } from "../../../../src/client/call";
import { wholeLists } from "../../../support/whole-lists";

function answer(body: unknown): Answer {
  return { status: 200, headers: {}, body };
}

function failure(read: () => unknown): ChatError {
  try {
    read();
  } catch (error) {
    if (isChatError(error)) return error;
  }
  throw new Error("it was read");
}

describe("the reading of receipts", () => {
  it("keeps ids as text, in the order of the recipients, whatever the answer's order", () => {
    const body = JSON.parse(
      '{"timestamp":1760000000123,"data":{"b":"1402233445566778899","a":"1402233445566778898"}}',
    ) as unknown;
    should(readReceipts(answer(body), "users", ["a", "b"])).eql([
      { to: "a", chatType: "users", messageId: "1402233445566778898", timestamp: 1760000000123 },
      { to: "b", chatType: "users", messageId: "1402233445566778899", timestamp: 1760000000123 },
    ]);
  });

  it("has no id where the service says only success, and finds names that it folded", () => {
    should(readReceipts(answer({ data: { alice: "success" } }), "users", ["Alice"])).eql([
      { to: "Alice", chatType: "users", messageId: null, timestamp: null },
    ]);
  });

  it("counts the message as sent where nothing can be read", () => {
    for (const body of [undefined, null, "x", [], {}, { data: null }, { data: [] }, { data: "x" }]) {
      const error = failure(() => readReceipts(answer(body), "users", ["a"]));
      should(error.code).equal("CHAT_BAD_ANSWER");
      should(error.details).eql({
        operation: "send-message",
        outcome: "sent",
        status: 200,
        sent: [{ to: "a", chatType: "users", messageId: null, timestamp: null }],
        uncertain: [],
      });
    }
  });

  it("takes an empty id for none", () => {
    const error = failure(() => readReceipts(answer({ data: { a: "1", b: "" } }), "users", ["a", "b"]));
    should(error.details.sent).eql([{ to: "a", chatType: "users", messageId: "1", timestamp: null }]);
    should(error.details.uncertain).eql(["b"]);
  });

  it("is not sure of those whom the answer leaves out, names of an object's own parts among them", () => {
    const to = ["a", "toString", "__proto__", "b"];
    should(() => readReceipts(answer({ data: { a: "1" } }), "users", to)).throw(
      wholeLists({
        code: "CHAT_BAD_ANSWER",
        details: {
          operation: "send-message",
          outcome: "sent",
          status: 200,
          sent: [{ to: "a", chatType: "users", messageId: "1", timestamp: null }],
          uncertain: ["toString", "__proto__", "b"],
        },
      }),
    );
  });
});
