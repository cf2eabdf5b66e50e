import should from "should";
import { ChatError, isChatError } from "../../../../../src/client/chat-error";
import { endingText, readEnding } from "../../../../../src/delivery/outbox/redis/ending-text";

describe("how a message ended, as another machine is told", () => {
  it("comes over with its receipts", () => {
    const receipts = [{ to: "ann", chatType: "users", messageId: "1", timestamp: 2 }] as const;
    const told = { id: "1", ending: { receipts }, mayBeDouble: true, entry: "{}\n{}\n{}" };
    should(readEnding(endingText(told))).eql(told);
  });

  it("comes over with an error that still is one", () => {
    const error = new ChatError("CHAT_NO_ANSWER", {
      operation: "send-message",
      outcome: "unknown",
      uncertain: ["ann"],
    });
    const { ending } = readEnding(endingText({ id: "1", ending: { error }, mayBeDouble: false, entry: "" }));
    const found = "error" in ending ? ending.error : undefined;
    should(isChatError(found, "CHAT_NO_ANSWER")).be.true();
    should(found?.details).eql(error.details);
  });
});
