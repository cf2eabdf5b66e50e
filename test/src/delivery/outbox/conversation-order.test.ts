import should from "should";
import { conversationsOf, createConversationOrder } from "../../../../src/delivery/outbox/conversation-order";
import type { ConversationOrder, Stand } from "../../../../src/delivery/outbox/conversation-order";
import { settled } from "../../../support/fake-send";

describe("the order of conversations", () => {
  let order: ConversationOrder;
  let turns: string[];
  const stands = new Map<string, Stand>();

  function lineUp(name: string, ...conversations: readonly string[]): void {
    stands.set(
      name,
      order.lineUp(new Set(conversations), () => turns.push(name)),
    );
  }

  async function leave(name: string): Promise<void> {
    stands.get(name)?.leave();
    await settled();
  }

  beforeEach(() => {
    order = createConversationOrder();
    turns = [];
  });

  it("tells nobody of their turn before they have their stand", async () => {
    lineUp("one", "a");
    should(turns).be.empty();
    should(stands.get("one")?.isFirst).be.true();
    await settled();
    should(turns).eql(["one"]);
  });

  it("goes by arrival in all lines that two share", async () => {
    lineUp("one", "a", "b");
    lineUp("two", "b", "c");
    lineUp("three", "c", "a");
    lineUp("four", "d");
    await settled();
    should(turns).eql(["one", "four"]);
    await leave("one");
    should(turns).eql(["one", "four", "two"]);
    await leave("two");
    should(turns).eql(["one", "four", "two", "three"]);
  });

  it("lets anybody leave from anywhere, more than once", async () => {
    lineUp("one", "a", "b");
    lineUp("two", "a");
    lineUp("three", "a", "b");
    lineUp("four", "b");
    await leave("two");
    await leave("two");
    await leave("one");
    should(turns).eql(["one", "three"]);
    await leave("three");
    await leave("three");
    should(turns).eql(["one", "three", "four"]);
  });

  it("lets nobody pass another because one between them has left", async () => {
    for (const name of ["one", "two", "three"]) lineUp(name, "a");
    await leave("two");
    should(turns).eql(["one"]);
    await leave("one");
    should(turns).eql(["one", "three"]);
  });

  it("forgets nobody who has come since somebody left for the first time", async () => {
    for (const name of ["one", "two"]) lineUp(name, "a");
    await leave("two");
    lineUp("three", "a");
    await leave("two");
    await leave("one");
    should(turns).eql(["one", "three"]);
  });

  it("tells nobody who has left", async () => {
    lineUp("one", "a");
    stands.get("one")?.leave();
    lineUp("two", "a");
    await settled();
    should(turns).eql(["two"]);
  });

  it("gives everybody a turn, in the order of arrival in each conversation, whoever shares what", async () => {
    const conversations = ["a", "b", "c", "d", "e"];
    const lines = new Map<string, string[]>();
    const gone = new Set<string>();
    for (let index = 0; index < 300; index += 1) {
      const chosen = conversations.filter((_, place) => (index * 7 + 3) % (place + 2) < 2);
      for (const each of chosen) lines.set(each, [...(lines.get(each) ?? []), String(index)]);
      lineUp(String(index), ...chosen);
      if (index % 11 === 0) {
        gone.add(String(index));
        stands.get(String(index))?.leave();
      }
    }
    for (let done = 0; ; done += 1) {
      await settled();
      const next = turns[done];
      if (next === undefined) break;
      stands.get(next)?.leave();
    }
    should(turns.length + gone.size).equal(300);
    for (const line of lines.values()) {
      const expected = line.filter((name) => !gone.has(name));
      should(turns.filter((name) => line.includes(name))).eql(expected);
    }
  });

  it("gets through a hundred thousand in one line", async () => {
    for (let index = 0; index < 100_000; index += 1) {
      const stand: Stand = order.lineUp(new Set(["a"]), () => {
        turns.push("one");
        stand.leave();
      });
    }
    await settled();
    should(turns).have.length(100_000);
  });

  it("knows a conversation by its kind and its recipient", () => {
    should([...conversationsOf({ chatType: "users", to: ["Ann", "ann", "bob"] })]).eql(["users/ann", "users/bob"]);
  });
});
