import should from "should";
import { messageValue, piecesOf } from "../../../nodes/editor-kit/message-value";
import { wholeLists } from "../../support/whole-lists";

describe("what a dialog knows of a field's value", () => {
  const value = (written: unknown, type: string): unknown => messageValue({ text: written, textType: type }, "text");
  const pieces = (written: string, type: string): unknown =>
    piecesOf(messageValue({ text: written, textType: type }, "text"));

  it("is what is written there", () => {
    should(value(" Soil too dry ", "str")).eql({ state: "known", value: " Soil too dry " });
    should(value("12.5", "num")).eql({ state: "known", value: 12.5 });
    should(value('{"tank":"3"}', "json")).eql({ state: "known", value: { tank: "3" } });
  });

  it("is the name of what only the flow knows", () => {
    should(pieces("payload", "msg")).eql([{ name: "msg.payload" }]);
    should(pieces("#:(disk)::team", "flow")).eql([{ name: "flow.team" }]);
    should(pieces("TEAM", "env")).eql([{ name: "${TEAM}" }]);
    should(pieces("Tank ${TANK} is empty", "env")).eql([{ text: "Tank " }, { name: "${TANK}" }, { text: " is empty" }]);
    should(pieces("${TEXT}", "str")).eql([{ name: "${TEXT}" }]);
    should(pieces("[1, 2]", "bin")).eql([{ name: "Buffer" }]);
    should(pieces('"Bed " &  payload', "jsonata")).eql([{ name: '"Bed " & payload' }]);
    should(pieces(`"${"x".repeat(90)}"`, "jsonata")).match(wholeLists([{ name: /^"x{46}…$/ }]));
  });

  it("is nothing where nothing is written, or nothing that can be read", () => {
    for (const [written, type] of [
      ["", "str"],
      ["", "msg"],
      ["{", "json"],
      ["null", "json"],
      ["twelve", "num"],
      [undefined, "str"],
    ] as const)
      should(value(written, type)).eql({ state: "none" });
  });

  it("is text without a type, as a flow written by hand may have it", () => {
    should(messageValue({ text: "hello" }, "text")).eql({ state: "known", value: "hello" });
  });
});
