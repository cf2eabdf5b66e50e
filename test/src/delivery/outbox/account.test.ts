import should from "should";
import { ChatError } from "../../../../src/client/chat-error";
import type { ChatErrorDetails } from "../../../../src/client/chat-error";
import type { Receipt } from "../../../../src/client/sending/receipt";
import { accountedFor, inOrderOf } from "../../../../src/delivery/outbox/account";
import { wholeLists } from "../../../support/whole-lists";

const message = { chatType: "chatgroups", to: ["a", "b"] } as const;
const receipt = (to: string): Receipt => ({ to, chatType: "chatgroups", messageId: `id-${to}`, timestamp: 1 });
const failure = (details: Partial<ChatErrorDetails>): ChatError =>
  new ChatError("CHAT_REJECTED", { operation: "send-message", outcome: "not-sent", ...details });

describe("the account of a failure", () => {
  it("says of everybody what its outcome says", () => {
    const account = (outcome: ChatErrorDetails["outcome"]): object =>
      accountedFor(failure({ outcome }), message).details;
    should(account("not-sent")).match(wholeLists({ sent: [], unsent: ["a", "b"], uncertain: [] }));
    should(account("unknown")).match(wholeLists({ sent: [], unsent: [], uncertain: ["a", "b"] }));
    should(account("sent")).match(
      wholeLists({
        sent: ["a", "b"].map((to) => ({ to, chatType: "chatgroups", messageId: null, timestamp: null })),
        unsent: [],
        uncertain: [],
      }),
    );
  });

  it("keeps receipts that it has", () => {
    const sent = [receipt("a"), receipt("b")];
    should(accountedFor(failure({ outcome: "sent", sent }), message).details.sent).eql(sent);
  });

  it("stays as it is where it is complete", () => {
    const complete = failure({ outcome: "unknown", sent: [receipt("a")], unsent: [], uncertain: ["b"] });
    should(accountedFor(complete, message)).equal(complete);
  });

  for (const missing of ["sent", "unsent", "uncertain"] as const) {
    it(`is made anew where only ${missing} is missing`, () => {
      const { [missing]: _, ...others } = { sent: [], unsent: ["b"], uncertain: ["a"] };
      should(accountedFor(failure(others), message).details).match(
        wholeLists({ sent: [], unsent: ["a", "b"], uncertain: [] }),
      );
    });
  }

  it("leaves everybody in doubt after what is no chat error", () => {
    should(accountedFor(new TypeError("a bug"), message)).match(
      wholeLists({
        code: "CHAT_NO_ANSWER",
        details: { operation: "send-message", outcome: "unknown", sent: [], unsent: [], uncertain: ["a", "b"] },
      }),
    );
  });

  it("has receipts in the order of the recipients", () => {
    should(inOrderOf(["c", "a", "b"], ["a", "b", "c"].map(receipt))).eql(["c", "a", "b"].map(receipt));
  });
});
