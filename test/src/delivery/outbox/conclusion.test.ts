import should from "should";
import { ChatError } from "../../../../src/client/chat-error";
import type { Receipt } from "../../../../src/client/sending/receipt";
import { conclusion } from "../../../../src/delivery/outbox/conclusion";
import { untouched } from "../../../../src/delivery/outbox/entry-state";
import { wholeLists } from "../../../support/whole-lists";

const message = { chatType: "chatgroups", to: ["a", "b", "c", "d"] } as const;
const receipt = (to: string): Receipt => ({ to, chatType: "chatgroups", messageId: `id-${to}`, timestamp: 1 });

describe("the end of a whole message", () => {
  it("puts the receipts of all its processes in the order of its recipients", () => {
    const before = { ...untouched, done: [receipt("b"), receipt("a")] };
    should(conclusion(before, message, { receipts: [receipt("d"), receipt("c")] })).eql({
      receipts: [receipt("a"), receipt("b"), receipt("c"), receipt("d")],
    });
  });

  it("is an error where an earlier process left somebody of whom nobody knows", () => {
    const before = { ...untouched, done: [receipt("a")], uncertain: ["c"] };
    should(conclusion(before, message, { receipts: [receipt("b"), receipt("d")] })).match(
      wholeLists({
        error: {
          code: "CHAT_NO_ANSWER",
          details: { outcome: "unknown", sent: ["a", "b", "d"].map(receipt), unsent: [], uncertain: ["c"] },
        },
      }),
    );
  });

  it("accounts for everybody after a failure, and takes back nothing of earlier doubts", () => {
    const before = { ...untouched, done: [receipt("a")], doubled: ["c"] };
    const error = new ChatError("CHAT_REJECTED", { operation: "send-message", outcome: "not-sent" });
    should(conclusion(before, message, { error })).match(
      wholeLists({
        error: {
          code: "CHAT_REJECTED",
          details: { outcome: "unknown", sent: [receipt("a")], unsent: ["b", "d"], uncertain: ["c"] },
        },
      }),
    );
  });

  it("speaks only of those to whom a decision sent it", () => {
    const error = new ChatError("CHAT_UNREACHABLE", { operation: "send-message", outcome: "not-sent" });
    should(conclusion({ ...untouched, to: ["d"] }, message, { error })).match(
      wholeLists({
        error: { details: { outcome: "not-sent", sent: [], unsent: ["d"], uncertain: [] } },
      }),
    );
  });

  it("takes what is no chat error for a failure of which nobody knows", () => {
    should(conclusion(untouched, message, { error: new TypeError("a bug") })).match(
      wholeLists({
        error: { code: "CHAT_NO_ANSWER", details: { outcome: "unknown", uncertain: ["a", "b", "c", "d"] } },
      }),
    );
  });
});
