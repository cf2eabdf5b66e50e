import should from "should";
import { createConversations, type Conversations } from "../../../../src/emulator/page/conversations";
import { aMessage as message } from "./a-message";

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

  it("catch up after an outage: what came and what was taken back meanwhile, and nothing is lost or doubled", () => {
    const conversations = createConversations(100);
    conversations.replaceAll([message(1, "alice"), message(2, "bob")]);
    conversations.add(message(3, "alice"));
    // A snapshot that no longer goes back to the first.
    conversations.catchUp([message(2, "bob", { recalled: true }), message(3, "alice"), message(4, "alice")]);
    should(counts(conversations)).eql([
      ["alice", 3, 2],
      ["bob", 1, 0],
    ]);
    should(conversations.get("users/bob")?.messages[0]?.recalled).be.true();
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

  it("put what is brought in where its time belongs, and ring for none of it", () => {
    const conversations = createConversations(100);
    for (const id of [10, 20, 30]) conversations.add(message(id, "alice"));
    conversations.add(message(31, "bob"));
    for (const id of [25, 5, 20.5, 26]) conversations.add(message(id, "alice", { imported: true }));
    should(conversations.get("users/alice")?.messages.map(({ timestamp }) => timestamp)).eql([
      5, 10, 20, 20.5, 25, 26, 30,
    ]);
    should(counts(conversations)).eql([
      ["bob", 1, 1],
      ["alice", 7, 3],
    ]);
  });

  it("bring in messages of the same moment in the order they come", () => {
    const conversations = createConversations(100);
    for (const id of ["first", "second"]) conversations.add(message(7, "alice", { id, imported: true }));
    should(conversations.get("users/alice")?.messages.map(({ id }) => id)).eql(["first", "second"]);
  });

  it("strike a recalled message where it stands", () => {
    const conversations = createConversations(100);
    for (const id of [1, 2, 3]) conversations.add(message(id, "alice"));
    should(conversations.recall("2")).containEql({ id: "2", to: "alice", recalled: true });
    should(conversations.get("users/alice")?.messages.map(({ recalled }) => recalled)).eql([false, true, false]);
    should(conversations.recall("2")).be.undefined();
    should(conversations.recall("4")).be.undefined();
  });

  it("note a deletion on both phones that show the two users' messages, and nowhere else", () => {
    const conversations = createConversations(100);
    conversations.add(message(1, "alice"));
    conversations.add(message(2, "alice"));
    conversations.add(message(3, "greenhouse", { from: "alice" }));
    conversations.add(message(4, "bob"));
    conversations.add(message(5, "alice", { chatType: "chatgroups" }));
    conversations.noteDeletion({ user: "alice", channel: "greenhouse", type: "chat" });
    should(conversations.newestFirst().map(({ key, notices }) => [key, notices.map(({ afterId }) => afterId)])).eql([
      ["chatgroups/alice", []],
      ["users/bob", []],
      ["users/greenhouse", ["3"]],
      ["users/alice", ["2"]],
    ]);
  });

  it("note a deletion in the group it is about, and keep it over a new connection", () => {
    const conversations = createConversations(100);
    const inGroup = message(1, "42", { chatType: "chatgroups" });
    conversations.add(inGroup);
    conversations.add(message(2, "42"));
    const deletion = { user: "alice", channel: "42", type: "groupchat" } as const;
    conversations.noteDeletion(deletion);
    conversations.replaceAll([inGroup, message(2, "42")]);
    should(conversations.get("chatgroups/42")?.notices).eql([{ ...deletion, afterId: "1" }]);
    should(conversations.get("users/42")?.notices).be.empty();
  });

  it("drop the oldest messages of all when there are too many", () => {
    const conversations = createConversations(10);
    conversations.add(message(0, "alice"));
    for (let id = 1; id <= 11; id += 1) conversations.add(message(id, "bob"));
    should(counts(conversations)).eql([["bob", 10, 10]]);
    should(conversations.get("users/bob")?.messages[0]?.id).equal("2");
  });

  it("show what a user writes on both phones, first on the writer's, and ring on neither", () => {
    const conversations = createConversations(100);
    conversations.add(message(1, "alice"));
    conversations.markRead("users/alice");
    conversations.add(message(2, "greenhouse", { from: "alice", said: true }));
    should(counts(conversations)).eql([
      ["alice", 2, 0],
      ["greenhouse", 1, 0],
    ]);
    conversations.replaceAll([message(2, "greenhouse", { from: "alice", said: true })]);
    should(counts(conversations)).eql([
      ["alice", 1, 0],
      ["greenhouse", 1, 0],
    ]);
  });

  it("show what a server sends in a user's name only where it arrives", () => {
    const conversations = createConversations(100);
    conversations.add(message(1, "bob", { from: "alice" }));
    should(counts(conversations)).eql([["bob", 1, 1]]);
  });

  it("show what a user writes to a group, or to themselves, once", () => {
    const conversations = createConversations(100);
    conversations.add(message(1, "42", { from: "alice", said: true, chatType: "chatgroups" }));
    conversations.add(message(2, "alice", { from: "alice", said: true }));
    should(conversations.newestFirst().map(({ key, messages }) => [key, messages.length])).eql([
      ["users/alice", 1],
      ["chatgroups/42", 1],
    ]);
  });

  it("take a message once that comes with the answer to it and with the stream", () => {
    const conversations = createConversations(100);
    const written = message(1, "greenhouse", { from: "alice", said: true });
    conversations.add(written);
    conversations.add(message(2, "alice"));
    conversations.add(written);
    should(counts(conversations)).eql([
      ["alice", 2, 1],
      ["greenhouse", 1, 0],
    ]);
  });

  it("strike on both phones what was recalled", () => {
    const conversations = createConversations(100);
    conversations.add(message(1, "greenhouse", { from: "alice", said: true }));
    should(conversations.recall("1")).containEql({ id: "1", recalled: true });
    should(conversations.newestFirst().map(({ messages }) => messages[0]?.recalled)).eql([true, true]);
    should(conversations.recall("1")).be.undefined();
  });

  it("note a deletion on a phone that has only written to the other", () => {
    const conversations = createConversations(100);
    conversations.add(message(1, "greenhouse", { from: "alice", said: true }));
    conversations.noteDeletion({ user: "alice", channel: "greenhouse", type: "chat" });
    should(conversations.newestFirst().map(({ notices }) => notices.length)).eql([1, 1]);
  });

  it("begin with nothing, above all others, and stay over a new connection until they are cleared", () => {
    const conversations = createConversations(100);
    conversations.add(message(1, "alice"));
    const key = conversations.begin("chatrooms", "the hall");
    should(key).equal("chatrooms/the%20hall");
    should(conversations.get(key)?.messages).be.empty();
    conversations.replaceAll([message(1, "alice")]);
    should(conversations.newestFirst().map((one) => one.key)).eql([key, "users/alice"]);
    conversations.clear();
    should(conversations.newestFirst()).be.empty();
  });

  it("begin where there is one already with what is there", () => {
    const conversations = createConversations(100);
    conversations.add(message(1, "alice"));
    should(conversations.get(conversations.begin("users", "alice"))?.messages).have.length(1);
  });
});
