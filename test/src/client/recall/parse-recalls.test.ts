import { runInNewContext } from "node:vm";
import should from "should";
import type { Issue } from "../../../../src/client/issue";
import { parseRecalls } from "../../../../src/client/recall/parse-recalls";
import type { RecallOptions } from "../../../../src/client/recall/parse-recalls";
import type { Recall } from "../../../../src/client/recall/recall";
import { wholeLists } from "../../../support/whole-lists";

const ids = ["1402233445566778899", "1402233445566778900"] as const;
const receipt = { to: "alice.k", chatType: "users", messageId: ids[0], timestamp: 1_760_000_000_000 };
const groupReceipt = { to: "184524748161025", chatType: "chatgroups", messageId: ids[1], timestamp: 1_760_000_000_000 };
const record = {
  msg_id: ids[0],
  timestamp: 1_759_993_234_567,
  direction: "outgoing",
  from: "sensor-7",
  to: "internal",
  chat_type: "groupchat",
  payload: { bodies: [{ msg: "soil too dry", type: "txt" }], ext: {}, from: "sensor-7", to: "184524748161025" },
};

function read(value: unknown, options: Partial<RecallOptions> = {}): { recalls: readonly Recall[]; issues: Issue[] } {
  const issues: Issue[] = [];
  const given = { chatType: "users", to: undefined, from: undefined, force: false, ...options };
  return { recalls: parseRecalls(value, given, issues), issues };
}

function recalled(value: unknown, options?: Partial<RecallOptions>): readonly Recall[] {
  const { recalls, issues } = read(value, options);
  should(issues).be.empty();
  return recalls;
}

function problems(value: unknown, options?: Partial<RecallOptions>): readonly string[] {
  const { issues } = read(value, options);
  should(issues).not.be.empty();
  return issues.map(({ path, problem }) => `${path}: ${problem}`);
}

describe("the reading of what to recall", () => {
  it("takes receipts, one or a list", () => {
    const first = { messageId: ids[0], chatType: "users", to: "alice.k", force: false };
    should(recalled(receipt)).eql([first]);
    should(recalled([receipt, groupReceipt], { force: true, from: "admin" })).eql([
      { ...first, force: true, from: "admin" },
      { messageId: ids[1], chatType: "chatgroups", to: "184524748161025", force: true, from: "admin" },
    ]);
    should(recalled([])).eql([]);
  });

  it("keeps the receipt of a message without an id", () => {
    should(recalled({ ...receipt, messageId: null })).match(wholeLists([{ messageId: null, to: "alice.k" }]));
  });

  it("takes records, and believes the inner of their two recipients", () => {
    const expected = { messageId: ids[0], chatType: "chatgroups", to: "184524748161025", force: false };
    should(recalled(record)).eql([expected]);
    should(recalled([record, { msg_id: ids[1], to: "alice.k" }])).eql([
      expected,
      { messageId: ids[1], chatType: "users", to: "alice.k", force: false },
    ]);
  });

  it("takes the outer recipient of a record where the inner one says nothing", () => {
    for (const inner of ["", 7, undefined]) {
      const payload = { ...record.payload, to: inner };
      should(recalled({ ...record, payload })).match(wholeLists([{ to: "internal" }]));
    }
    should(problems({ ...record, payload: { to: "x".repeat(65) } })).eql(["messages.payload.to: id-too-long"]);
  });

  it("takes ids with what the node says of them", () => {
    const options = { chatType: "chatrooms", to: " 184524748161026 " };
    const expected = { messageId: ids[0], chatType: "chatrooms", to: "184524748161026", force: false };
    should(recalled(ids[0], options)).eql([expected]);
    should(recalled([...ids], options)).eql([expected, { ...expected, messageId: ids[1] }]);
    should(recalled(ids[0])).eql([{ messageId: ids[0], chatType: "users", force: false }]);
    should(recalled("5I02W-16-8278a")).match(wholeLists([{ messageId: "5I02W-16-8278a" }]));
  });

  it("takes what an import gave", () => {
    should(recalled([{ index: 0, messageId: ids[0] }], { to: "alice.k" })).match(wholeLists([{ to: "alice.k" }]));
  });

  it("does not look at the node's recipient where the message has its own", () => {
    should(recalled([receipt], { to: ["a", "list"] })).match(wholeLists([{ to: "alice.k" }]));
    should(problems([receipt, ids[1], ids[0]], { to: ["a", "list"] })).eql(["to: one-id-expected"]);
  });

  it("refuses ids that are numbers: their last digits are lost", () => {
    should(problems(1402233445566778)).eql(["messages: id-not-text"]);
    should(problems([ids[0], 7])).eql(["messages[1]: id-not-text"]);
    should(problems([{ ...receipt, messageId: 7 }])).eql(["messages[0].messageId: id-not-text"]);
    should(problems({ ...record, msg_id: 7 })).eql(["messages.msg_id: id-not-text"]);
  });

  it("says of everything else where it stands", () => {
    for (const nothing of [undefined, null, ""]) should(problems(nothing)).eql(["messages: required"]);
    for (const wrong of [{}, true, Buffer.from("x"), { to: "alice.k" }, { payload: "hello" }, { msg_id: null }]) {
      should(problems(wrong)).eql(["messages: not-a-message"]);
    }
    should(problems([receipt, null, [receipt], {}, ""])).eql([
      "messages[1]: not-a-message",
      "messages[2]: not-a-message",
      "messages[3]: not-a-message",
      "messages[4]: empty-id",
    ]);
    // eslint-disable-next-line no-sparse-arrays -- such a list can come out of a function node
    should(problems([receipt, , receipt])).eql(["messages[1]: not-a-message"]);
    should(problems({ ...receipt, chatType: "user", to: 7 })).eql([
      "messages.chatType: not-a-choice",
      "messages.to: id-not-text",
    ]);
    should(problems({ ...record, chat_type: "muc", payload: {}, to: ["a"] })).eql([
      "messages.chat_type: not-a-choice",
      "messages.to: one-id-expected",
    ]);
    should(read({}).issues).match(wholeLists([{ params: { found: "{…}" } }]));
    const words = [
      { ...receipt, chatType: "user" },
      { ...record, chat_type: "muc" },
    ];
    should(read(words).issues.map(({ params }) => params)).eql([
      { allowed: "users, chatgroups, chatrooms" },
      { allowed: "chat, groupchat, chatroom" },
    ]);
  });

  it("says what is wrong with the node's own fields", () => {
    should(problems(receipt, { chatType: "rooms", from: ["a"] })).eql([
      "chatType: not-a-choice",
      "from: one-id-expected",
    ]);
    should(problems(ids[0], { to: "ann, bob" })).eql(["to: one-id-expected"]);
    should(recalled(ids[0], { to: "", from: "" })).eql([{ messageId: ids[0], chatType: "users", force: false }]);
  });

  it("takes objects of another realm, and bears one that throws", () => {
    should(recalled(runInNewContext(`[${JSON.stringify(receipt)}]`))).match(wholeLists([{ messageId: ids[0] }]));
    const throwing = Object.defineProperty({}, "messageId", {
      get() {
        throw new Error("do not look");
      },
    });
    should(problems([receipt, throwing])).eql(["messages[1]: not-json"]);
  });

  it("lists a hundred problems at most", () => {
    should(problems(Array.from({ length: 1_000 }, () => ({ ...receipt, messageId: 7, to: 7 })))).have.length(100);
    should(problems(new Array(4_294_967_295))).have.length(100);
  });
});
