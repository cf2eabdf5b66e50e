import should from "should";
import { isSigned } from "../../../src/callbacks/signature";

const callId = "farmco#greenhouse_6b1f0e2a-91c4-11ee-8d2f-0b6a5c4d3e21";
const right = "ce2ba0b0d25a41540f0125c17cd35983";

describe("the signature of a callback", () => {
  it("is the MD5 of callId, secret and timestamp, one after the other", () => {
    should(isSigned(callId, "s3cr3t", "1760000000000", right)).be.true();
  });

  it("is of UTF-8", () => {
    should(isSigned("环信_1", "密钥", "1760000000000", "28c05857f77e3a62045a878a93083e76")).be.true();
  });

  for (const [name, given] of Object.entries({
    nothing: undefined,
    null: null,
    "a number": 7,
    "an object": {},
    "a list of itself": [right],
    "an empty text": "",
    "capital letters": right.toUpperCase(),
    "a beginning": right.slice(0, 31),
    "more than it": `${right}0`,
    "it with a space": ` ${right}`,
    "another one": "00000000000000000000000000000000",
    "a million characters": right.repeat(31_250),
    "characters beyond Latin": "签".repeat(32),
  })) {
    it(`is not ${name}`, () => {
      should(isSigned(callId, "s3cr3t", "1760000000000", given)).be.false();
    });
  }

  it("depends on each of the three", () => {
    should(isSigned(`${callId}0`, "s3cr3t", "1760000000000", right)).be.false();
    should(isSigned(callId, "s3cr3T", "1760000000000", right)).be.false();
    should(isSigned(callId, "s3cr3t", "1760000000001", right)).be.false();
  });
});
