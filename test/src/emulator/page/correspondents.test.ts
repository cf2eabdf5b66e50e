import should from "should";
import { createConversations, type Conversation } from "../../../../src/emulator/page/conversations";
import { correspondents } from "../../../../src/emulator/page/correspondents";
import type { ChatType, Message } from "../../../../src/emulator/page/message";
import { aMessage } from "./a-message";

const nobodyElse = { last: undefined, phones: [] };

function conversation(chatType: ChatType, id: string, messages: readonly Message[] = []): Conversation {
  const conversations = createConversations(1_000);
  for (const message of messages) conversations.add(message);
  return conversations.get(conversations.begin(chatType, id)) as Conversation;
}

const onPhone = (...messages: readonly Message[]): Conversation => conversation("users", "alice", messages);
const inGroup = (...messages: readonly Partial<Message>[]): Conversation =>
  conversation(
    "chatgroups",
    "42",
    messages.map((more, index) => aMessage(index, "42", { chatType: "chatgroups", ...more })),
  );

describe("who is written to on a phone", () => {
  it("is the one who has written last", () => {
    const phone = onPhone(aMessage(1, "alice", { from: "admin" }), aMessage(2, "alice"));
    should(correspondents(phone, nobodyElse)).eql({ people: ["greenhouse", "admin"], usual: "greenhouse" });
  });

  it("goes on being the same, whoever writes in between", () => {
    const phone = onPhone(
      aMessage(1, "greenhouse", { from: "alice", said: true }),
      aMessage(2, "alice", { from: "admin" }),
    );
    should(correspondents(phone, nobodyElse)).eql({ people: ["admin", "greenhouse"], usual: "greenhouse" });
  });

  it("is nobody while nobody has written", () => {
    should(correspondents(onPhone(), { last: "bob", phones: ["bob"] })).eql({ people: [], usual: "" });
  });

  it("is chosen from a dozen at the most", () => {
    const phone = onPhone(...Array.from({ length: 40 }, (_, id) => aMessage(id, "alice", { from: `sensor-${id}` })));
    const { people } = correspondents(phone, nobodyElse);
    should([people.length, people[0]]).eql([12, "sensor-39"]);
  });
});

describe("who writes in a group", () => {
  it("is the user who wrote there last", () => {
    const group = inGroup({ from: "bob", said: true }, { from: "carol", said: true }, { from: "greenhouse" });
    should(correspondents(group, { last: "alice", phones: ["alice"] })).eql({
      people: ["greenhouse", "carol", "bob", "alice"],
      usual: "carol",
    });
  });

  it("is otherwise who wrote last anywhere, or has a phone", () => {
    const group = inGroup({ from: "greenhouse" });
    should(correspondents(group, { last: "alice", phones: ["bob"] }).usual).equal("alice");
    should(correspondents(group, { last: undefined, phones: ["bob"] }).usual).equal("bob");
    should(correspondents(group, nobodyElse).usual).equal("greenhouse");
  });

  it("is not the name that servers have, to which flows do not listen, unless a user has it", () => {
    const group = inGroup({ from: "admin" });
    should(correspondents(group, { last: undefined, phones: ["admin"] })).eql({ people: [], usual: "" });
    should(correspondents(inGroup({ from: "admin", said: true }), nobodyElse).people).eql(["admin"]);
  });
});
