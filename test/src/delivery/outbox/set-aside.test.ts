import should from "should";
import { ChatError } from "../../../../src/client/chat-error";
import type { ChatErrorCode, ChatErrorDetails } from "../../../../src/client/chat-error";
import type { Body } from "../../../../src/client/message";
import { againTo, asideOf, parkedMessage } from "../../../../src/delivery/outbox/set-aside";
import type { SetAside } from "../../../../src/delivery/outbox/set-aside";
import { wholeLists } from "../../../support/whole-lists";

function asideAfter(code: ChatErrorCode, details: Partial<ChatErrorDetails>): SetAside | undefined {
  return asideOf(new ChatError(code, { operation: "send-message", outcome: "not-sent", ...details }));
}

describe("what is set aside for a decision", () => {
  it("is a message of whose recipients nobody knows, and one that grew too old", () => {
    const lost = asideAfter("CHAT_NO_ANSWER", { sent: [], unsent: ["b"], uncertain: ["a"] });
    should(lost).eql({ state: "uncertain", code: "CHAT_NO_ANSWER", uncertain: ["a"], unsent: [] });
    const old = asideAfter("CHAT_EXPIRED", { sent: [], unsent: ["b"], uncertain: [] });
    should(old).eql({ state: "failed", code: "CHAT_EXPIRED", uncertain: [], unsent: ["b"] });
    const both = asideAfter("CHAT_EXPIRED", { sent: [], unsent: ["b"], uncertain: ["a"] });
    should(both).match({ state: "uncertain" });
    should(both && againTo(both)).eql(["a", "b"]);
    should(asideAfter("CHAT_REJECTED", { sent: [], unsent: ["b"], uncertain: [] })).be.undefined();
  });

  const bodies: readonly (readonly [Body, string])[] = [
    [{ type: "txt", fields: { msg: "😀".repeat(90) } }, "😀".repeat(80)],
    [{ type: "txt", fields: { msg: "0123456789".repeat(20) } }, "0123456789".repeat(8)],
    [{ type: "loc", fields: { lat: "1", lng: "2", addr: "Pier 4" } }, "Pier 4"],
    [{ type: "cmd", fields: { action: "open" } }, "open"],
    [{ type: "custom", fields: { customEvent: "tank" } }, "tank"],
    [{ type: "custom", fields: {} }, ""],
    [{ type: "img", fields: { url: "http://a/b", filename: "a.png" } }, "a.png"],
    [{ type: "file", fields: { url: "http://a/b?signed" } }, ""],
  ];
  for (const [body, preview] of bodies) {
    it(`is shown by what it says, as ${body.type} (${preview.length})`, () => {
      const message = { chatType: "users", to: ["a", "b"], body, onlineOnly: false, syncDevice: false } as const;
      const aside: SetAside = { state: "failed", code: "CHAT_EXPIRED", uncertain: [], unsent: ["b"] };
      should(parkedMessage("7", aside, 5, message)).eql({
        id: "7",
        state: "failed",
        code: "CHAT_EXPIRED",
        acceptedAt: 5,
        chatType: "users",
        to: ["b"],
        type: body.type,
        preview,
      });
    });
  }

  it("is shown with those of whom nobody knows, where there are any", () => {
    const body = { type: "txt", fields: { msg: "alarm" } } as const;
    const message = { chatType: "users", to: ["a", "b"], body, onlineOnly: false, syncDevice: false } as const;
    const aside: SetAside = { state: "uncertain", code: "CHAT_EXPIRED", uncertain: ["a"], unsent: ["b"] };
    should(parkedMessage("7", aside, 5, message)).match(wholeLists({ state: "uncertain", to: ["a"] }));
  });
});
