import should from "should";
import { createConversations, type Conversations } from "../../../../src/emulator/page/conversations";
import type { Message } from "../../../../src/emulator/page/message";

function message(id: number, to: string, more: Partial<Message> = {}): Message {
  return {
    id: String(id),
    timestamp: id,
    chatType: "users",
    from: "greenhouse",
    to,
    type: "txt",
    body: { msg: "frost" },
    ext: undefined,
    dialect: "current",
    recalled: false,
    ...more,
  };
}

const counts = (conversations: Conversations): readonly (readonly [string, number, number])[] =>
  conversations.newestFirst().map(({ id, messages, unread }) => [id, messages.length, unread]);

describe("the page's conversations", () => {
  it("stand in the order of their last arrivals", () => {
    const conversations = createConversations(100);
    for (const [index, to] of ["alice", "bob", "alice", "carol", "alice"].entries())
      conversations.add(message(index, to));
    should(counts(conversations)).eql([
      ["alice", 3, 3],
      ["carol", 1, 1],
      ["bob", 1, 1],
    ]);
  });

  it("tell a user from a group of the same name", () => {
    const conversations = createConversations(100);
    conversations.add(message(1, "farm/1"));
    conversations.add(message(2, "farm/1", { chatType: "chatgroups" }));
    should(conversations.newestFirst().map(({ key }) => key)).eql(["chatgroups/farm%2F1", "users/farm%2F1"]);
  });

  it("take what the first snapshot holds as read", () => {
    const conversations = createConversations(100);
    conversations.replaceAll([message(1, "alice"), message(2, "bob")]);
    should(conversations.unread()).equal(0);
  });

  it("keep what was read over a new connection, and count what came meanwhile", () => {
    const conversations = createConversations(100);
    const before = [message(1, "alice"), message(2, "bob")];
    conversations.replaceAll(before);
    conversations.add(message(3, "alice"));
    conversations.replaceAll([...before, message(3, "alice"), message(4, "alice"), message(5, "carol")]);
    should(counts(conversations)).eql([
      ["carol", 1, 1],
      ["alice", 3, 2],
      ["bob", 1, 0],
    ]);
    conversations.markRead("users/alice");
    should(conversations.unread()).equal(1);
  });

  it("drop the oldest messages of all when there are too many", () => {
    const conversations = createConversations(10);
    conversations.add(message(0, "alice"));
    for (let id = 1; id <= 11; id += 1) conversations.add(message(id, "bob"));
    should(counts(conversations)).eql([["bob", 10, 10]]);
    should(conversations.get("users/bob")?.messages[0]?.id).equal("2");
  });
});
