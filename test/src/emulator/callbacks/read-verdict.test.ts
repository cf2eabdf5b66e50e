import should from "should";
import { readVerdict } from "../../../../src/emulator/callbacks/read-verdict";

describe("a verdict about a message", () => {
  const verdict = (value: unknown) => readVerdict(JSON.stringify(value));

  it("allows, with other contents where there are some", () => {
    should(verdict({ valid: true })).eql({ allow: true, payload: undefined });
    should(verdict({ valid: true, code: "HX:10000", chatroom_msg_level: "high" })).eql({
      allow: true,
      payload: undefined,
    });
    should(verdict({ valid: true, payload: { bodies: [] } })).eql({ allow: true, payload: { bodies: [] } });
  });

  it("refuses with its own code or the service's words", () => {
    should(verdict({ valid: false, code: "no links" })).eql({ allow: false, reason: "no links" });
    should(verdict({ valid: false })).eql({ allow: false, reason: "custom logic denied" });
    should(verdict({ valid: false, code: "" })).eql({ allow: false, reason: "Message blocked by external logic" });
  });

  it("is none where a field is missing or of another type", () => {
    const others = [
      {},
      { valid: "true" },
      { valid: 1 },
      { valid: true, code: 7 },
      { valid: false, payload: "x" },
      [],
      null,
    ];
    for (const value of others) should(verdict(value)).be.undefined();
    for (const text of ["", "ok", "{", undefined]) should(readVerdict(text)).be.undefined();
  });
});
