import should from "should";
import { changeMessage } from "../../../../src/emulator/callbacks/change-message";
import type { EmulatorMessage } from "../../../../src/emulator/service/messages";

const message: EmulatorMessage = {
  id: "1",
  timestamp: 0,
  chatType: "users",
  from: "alice",
  to: "bob",
  type: "txt",
  body: { msg: "damn" },
  ext: { a: 1 },
  dialect: "current",
};
const words = (msg: string) => [{ type: "txt", msg }];

describe("a message that a server has changed", () => {
  it("has the new words and the new ext", () => {
    const payload = { bodies: words("****"), ext: { b: 2 }, from: "eve", to: "eve" };
    should(changeMessage(message, payload)).eql({ ...message, body: { msg: "****" }, ext: { b: 2 } });
  });

  it("keeps what the server says nothing about", () => {
    should(changeMessage(message, { bodies: words("****") })).eql({ ...message, body: { msg: "****" } });
    should(changeMessage(message, { ext: {} })).eql({ ...message, ext: {} });
    should(changeMessage(message, {})).eql(message);
  });

  it("is none where it would be no such message any more", () => {
    const unusable = [
      { bodies: [] },
      { bodies: {} },
      { bodies: [...words("a"), ...words("b")] },
      { bodies: [{ msg: "no type" }] },
      { bodies: [{ type: "txt", msg: "" }] },
      { bodies: [{ type: "cmd", action: "open" }] },
      { bodies: words("a"), ext: "b" },
    ];
    for (const payload of unusable) should(changeMessage(message, payload)).be.undefined();
  });

  it("has at most one kilobyte, and is a text", () => {
    const around = JSON.stringify({ bodies: words("") }).length;
    should(changeMessage(message, { bodies: words("x".repeat(1024 - around)) })).be.ok();
    should(changeMessage(message, { bodies: words("x".repeat(1025 - around)) })).be.undefined();
    const command: EmulatorMessage = { ...message, type: "cmd", body: { action: "open" } };
    should(changeMessage(command, { bodies: [{ type: "cmd", action: "close" }] })).be.undefined();
  });
});
