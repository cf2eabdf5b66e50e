import should from "should";
import { createConversations } from "../../../../src/emulator/page/conversations";
import { suggestNewChat } from "../../../../src/emulator/page/suggest-new-chat";
import { aMessage } from "./a-message";

describe("what a new conversation suggests", () => {
  it("is that alice writes to whom an answer of a flow comes from, while nothing is known", () => {
    should(suggestNewChat([], undefined)).eql({
      writer: "alice",
      to: "admin",
      writers: [],
      receivers: { users: [], chatgroups: [], chatrooms: [] },
    });
  });

  it("is who wrote last, to somebody else, and what is known of each kind", () => {
    const conversations = createConversations(100);
    conversations.add(aMessage(1, "hall", { chatType: "chatrooms" }));
    conversations.add(aMessage(2, "42", { chatType: "chatgroups", from: "bob" }));
    conversations.add(aMessage(3, "alice"));
    should(suggestNewChat(conversations.newestFirst(), "bob")).eql({
      writer: "bob",
      to: "greenhouse",
      writers: ["alice"],
      receivers: { users: ["greenhouse", "alice"], chatgroups: ["42"], chatrooms: ["hall"] },
    });
    should(suggestNewChat(conversations.newestFirst(), undefined).writer).equal("alice");
  });
});
