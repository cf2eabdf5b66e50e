import should from "should";
import { signCallback } from "../../../../src/emulator/callbacks/sign-callback";

describe("the signature of a callback", () => {
  it("is the MD5 of call, secret and time in hexadecimal", () => {
    const callId = "farmco#greenhouse_6b1f0e2a-91c4-11ee-8d2f-0b6a5c4d3e21";
    const signing = { callId, appKey: "farmco#greenhouse", secret: "s3cr3t", timestamp: 1_760_000_000_000 };
    should(JSON.parse(signCallback({ msg_id: "1" }, signing))).eql({
      callId,
      msg_id: "1",
      timestamp: 1_760_000_000_000,
      securityVersion: "1.0.0",
      security: "ce2ba0b0d25a41540f0125c17cd35983",
      appkey: "farmco#greenhouse",
      host: "msync@emulator",
    });
  });
});
