import should from "should";
import { parseDeletion, parseMessage, parseSnapshot } from "../../../../src/emulator/page/message";

const wire = {
  id: "1402233445566778899",
  timestamp: 1_760_000_000_123,
  chatType: "users",
  from: "greenhouse",
  to: "alice",
  type: "txt",
  body: { msg: "soil too dry" },
  dialect: "current",
};

describe("the page's reading of messages", () => {
  it("takes a message as the emulator sends it", () => {
    should(parseMessage(wire)).eql({ ...wire, ext: undefined, recalled: false, imported: false, said: false });
    const marks = { recalled: true, imported: true, said: true };
    should(parseMessage({ ...wire, ...marks })).containEql(marks);
  });

  it("leaves out what it could not show", () => {
    const broken: readonly unknown[] = [
      undefined,
      "text",
      [wire],
      { ...wire, id: undefined },
      { ...wire, to: "" },
      { ...wire, type: "hologram" },
      { ...wire, chatType: "everybody" },
      { ...wire, timestamp: "yesterday" },
      { ...wire, timestamp: 1e16 },
    ];
    should(broken.map(parseMessage).filter((message) => message !== undefined)).be.empty();
  });

  it("makes fields of the wrong kind empty", () => {
    const message = parseMessage({ ...wire, from: {}, body: "text", ext: [1], recalled: "yes" });
    should(message).containEql({ from: "", body: {}, ext: {}, recalled: false });
  });

  it("takes a deletion only with user, channel and one of the two types", () => {
    const deletion = { user: "alice", channel: "greenhouse", type: "chat" };
    should(parseDeletion(deletion)).eql(deletion);
    for (const broken of [
      null,
      { ...deletion, user: "" },
      { ...deletion, channel: null },
      { ...deletion, type: "chatroom" },
    ]) {
      should(parseDeletion(broken)).be.undefined();
    }
  });

  it("replaces halves of characters, which no address can hold", () => {
    should(parseMessage({ ...wire, to: "al\ud800ice" })?.to).equal("al\ufffdice");
  });

  it("keeps a snapshot's good messages when some are bad", () => {
    const snapshot = parseSnapshot({ app: { appKey: "farmco#greenhouse" }, messages: [null, wire, 7] });
    should(snapshot.app).eql({ appKey: "farmco#greenhouse", url: "" });
    should(snapshot.messages).have.length(1);
    should(parseSnapshot(undefined)).eql({
      session: "",
      limit: undefined,
      app: { appKey: "", url: "" },
      heard: undefined,
      messages: [],
    });
  });

  it("knows whether anybody hears what users write, where the emulator says so", () => {
    const heard = (callbacks: unknown): boolean | undefined => parseSnapshot({ callbacks }).heard;
    should(heard({ postSend: false, preSend: false })).be.false();
    should(heard({ postSend: true, preSend: false })).be.true();
    should(heard({ postSend: false, preSend: true })).be.true();
    for (const unclear of [undefined, null, {}, { postSend: false }, { postSend: "no", preSend: false }]) {
      should(heard(unclear)).be.undefined();
    }
  });
});
