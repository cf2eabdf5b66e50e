import should from "should";
import { verdictAnswer } from "../../../src/callbacks/verdict-answer";

describe("the answer of a verdict", () => {
  it("says valid, and nothing that has no meaning beside it", () => {
    const payload = { bodies: [] };
    should(verdictAnswer({ allow: true, code: "no-ads" })).eql({ text: '{"valid":true}' });
    should(verdictAnswer({ allow: true, payload })).eql({ text: '{"valid":true,"payload":{"bodies":[]}}' });
    should(verdictAnswer({ allow: false, payload })).eql({ text: '{"valid":false}' });
    should(verdictAnswer({ allow: false, code: "no-ads" })).eql({ text: '{"valid":false,"code":"no-ads"}' });
  });

  it("is as long as the service reads, and no longer", () => {
    const frame = '{"valid":false,"code":""}'.length;
    should(verdictAnswer({ allow: false, code: "x".repeat(1_000 - frame) })).have.property("text");
    should(verdictAnswer({ allow: false, code: "x".repeat(1_001 - frame) })).eql({
      excess: { part: "code", found: 1_001, allowed: 1_000 },
    });
  });

  it("counts a changed message in bytes and the whole in characters", () => {
    const text = (count: number): object => ({ bodies: [{ type: "txt", msg: "签".repeat(count) }] });
    const frame = Buffer.byteLength(JSON.stringify(text(0)));
    const most = Math.floor((1_024 - frame) / 3);
    should(verdictAnswer({ allow: true, payload: { ...text(most) } })).have.property("text");
    should(verdictAnswer({ allow: true, payload: { ...text(most + 1) } })).have.property("excess", {
      part: "body",
      found: frame + 3 * (most + 1),
      allowed: 1_024,
    });
    const ascii = { bodies: [{ type: "txt", msg: "x".repeat(1_024 - frame) }] };
    should(verdictAnswer({ allow: true, payload: ascii }))
      .have.propertyByPath("excess", "allowed")
      .eql(1_000);
  });
});
