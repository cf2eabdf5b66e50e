import should from "should";
import { deleteConversation } from "../../../../src/client/conversation/delete-conversation";
import type { Conversation } from "../../../../src/client/conversation/delete-conversation";
import { createFakeSend, failure } from "../../../support/fake-send";
import { wholeLists } from "../../../support/whole-lists";
import { context, failureOf } from "../use-client";

const conversation: Conversation = { user: "alice.k", channel: "bob", chatType: "chat", deleteRoam: false };

describe("the deletion of a conversation", () => {
  it("asks in the service's words, with a body", async () => {
    const fake = createFakeSend((seen) => seen.answer({ data: { result: "ok" } }));
    await deleteConversation(fake.send, conversation, context);
    const group: Conversation = { user: "a/b", channel: "184524748161025", chatType: "groupchat", deleteRoam: true };
    await deleteConversation(fake.send, group, context);
    should(fake.calls.map(({ call }) => call)).match(
      wholeLists([
        { operation: "delete-conversation", method: "DELETE", path: "users/alice.k/user_channel", repeatable: true },
        { path: "users/a%2Fb/user_channel", signedIn: true },
      ]),
    );
    should(fake.calls.map(({ json }) => json)).eql([
      { channel: "bob", type: "chat", delete_roam: false },
      { channel: "184524748161025", type: "groupchat", delete_roam: true },
    ]);
  });

  it("bears a user id that is cut in the middle of a character", async () => {
    const fake = createFakeSend((seen) => seen.answer({ data: { result: "ok" } }));
    await deleteConversation(fake.send, { ...conversation, user: "cut-\ud83d" }, context);
    should(fake.calls[0]?.call.path).equal("users/cut-%EF%BF%BD/user_channel");
  });

  it("is not content with an answer that does not say ok", async () => {
    for (const body of [undefined, {}, { data: {} }, { data: { result: "no" } }]) {
      const fake = createFakeSend((seen) => seen.answer(body));
      should(await failureOf(deleteConversation(fake.send, conversation, context))).match({
        code: "CHAT_BAD_ANSWER",
        details: { operation: "delete-conversation", outcome: "sent", status: 200 },
      });
    }
  });

  it("lets a refusal be one", async () => {
    const refused = failure("CHAT_REJECTED", "not-sent", { status: 400 }, "delete-conversation");
    const fake = createFakeSend((seen) => seen.fail(refused));
    should(await failureOf(deleteConversation(fake.send, conversation, context))).equal(refused);
  });
});
