import should from "should";
import { createMessages, type EmulatorMessage } from "../../../../src/emulator/service/messages";

const message = (id: number, to = "alice.k"): EmulatorMessage => ({
  id: String(id),
  timestamp: 0,
  chatType: "users",
  from: "admin",
  to,
  type: "txt",
  body: { msg: "hello" },
  dialect: "current",
});

describe("the messages kept", () => {
  it("are the newest, and never more than so many", () => {
    const messages = createMessages(10);
    for (let id = 0; id < 100; id += 1) {
      messages.add(message(id));
      const kept = messages.list().map((each) => Number(each.id));
      should(kept.length).be.belowOrEqual(10);
      should(kept.at(-1)).equal(id);
    }
    should(messages.last(2).map(({ id }) => id)).eql(["98", "99"]);
    should(messages.last(50)).have.length(10);
  });

  it("can be asked for by recipient and chat type", () => {
    const messages = createMessages();
    messages.add(message(1, "a"));
    messages.add(message(2, "b"));
    should(messages.list({ to: "b" }).map(({ id }) => id)).eql(["2"]);
    should(messages.list({ chatType: "users" })).have.length(2);
    should(messages.list({ chatType: "chatrooms" })).be.empty();
    messages.clear();
    should(messages.list()).be.empty();
  });

  it("are found by their id, and taken back once", () => {
    const messages = createMessages();
    messages.add(message(1));
    messages.add(message(2));
    should(messages.find("1")).eql(message(1));
    should(messages.find("3")).be.undefined();
    should(messages.recall("1")).be.true();
    should(messages.recall("1")).be.false();
    should(messages.recall("3")).be.false();
    should(messages.list()).eql([{ ...message(1), recalled: true }, message(2)]);
  });

  it("are told to listeners until they stop listening", () => {
    const messages = createMessages();
    const heard: string[] = [];
    const stop = messages.onMessage(({ id }) => heard.push(id));
    messages.add(message(1));
    stop();
    messages.add(message(2));
    should(heard).eql(["1"]);
  });
});
