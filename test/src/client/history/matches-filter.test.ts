import should from "should";
import { matchesFilter } from "../../../../src/client/history/matches-filter";
import { record } from "./fake-history";

describe("whether a record is wanted", () => {
  const image = { payload: { bodies: [{ type: "img" }], from: "inner", to: "inner group" } };

  it("goes by the kind of conversation", () => {
    should(matchesFilter(record("1"), { chatTypes: ["chat"] })).be.true();
    should(matchesFilter(record("1"), { chatTypes: ["groupchat", "chatroom"] })).be.false();
    should(matchesFilter(record("1", { chat_type: 7 }), { chatTypes: ["chat"] })).be.false();
  });

  it("goes by the kind of message", () => {
    should(matchesFilter(record("1", image), { messageTypes: ["txt", "img"] })).be.true();
    should(matchesFilter(record("1", image), { messageTypes: ["txt"] })).be.false();
    should(matchesFilter(record("1", { payload: "none" }), { messageTypes: ["txt"] })).be.false();
    should(matchesFilter(record("1", { payload: { bodies: "none" } }), { messageTypes: ["txt"] })).be.false();
    const odd = { payload: { bodies: ["none", null, { type: 7 }, { type: "txt" }] } };
    should(matchesFilter(record("1", odd), { messageTypes: ["txt"] })).be.true();
    should(matchesFilter(record("1", odd), { messageTypes: ["img"] })).be.false();
  });

  it("goes by the payload's sender and receiver, and by the outer ones where it has none", () => {
    const outer = { from: "outer", to: "outer group" };
    should(matchesFilter(record("1", { ...outer, ...image }), { sender: "inner", receiver: "inner group" })).be.true();
    should(matchesFilter(record("1", { ...outer, ...image }), { sender: "outer" })).be.false();
    should(matchesFilter(record("1", { ...outer, payload: {} }), { sender: "outer" })).be.true();
    should(matchesFilter(record("1", { ...outer, payload: {} }), { receiver: "inner group" })).be.false();
  });

  it("wants every condition met", () => {
    should(matchesFilter(record("1"), { chatTypes: ["chat"], messageTypes: ["txt"], sender: "sensor-7" })).be.true();
    should(matchesFilter(record("1"), { chatTypes: ["chat"], messageTypes: ["img"], sender: "sensor-7" })).be.false();
  });
});
