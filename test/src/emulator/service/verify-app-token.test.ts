import should from "should";
import { verifyAppToken } from "../../../../src/emulator/service/verify-app-token";
import { buildAppToken, packToken, signedParts } from "./build-app-token";

const app = { appId: "0123456789abcdef0123456789abcdef", appCertificate: "fedcba9876543210fedcba9876543210" };
const issuedAtSeconds = 1_760_000_000;
const nowMs = issuedAtSeconds * 1000;
const checkVector =
  "007eJxTYNiqHlpzqrnq3a96+Vp1iavC1xwipTM0kuWTuRZl1lUxhiswGBgaGZuYmplbWCYmJaekpqHzGSqeZwjwMTBMEmBgYGRgZWBkYGIA8RkYALJWGLU=";

const verdict = (token: string, atMs = nowMs, ofApp = app): string => verifyAppToken(token, ofApp, atMs).verdict;

describe("verifying a token built from the app certificate", () => {
  it("accepts the format's check vector", () => {
    should(verifyAppToken(checkVector, app, nowMs)).eql({
      verdict: "accepted",
      owner: "app",
      issuedAtSeconds,
      endsAtSeconds: issuedAtSeconds + 3600,
    });
  });

  it("knows another app's token and another certificate's signature as foreign", () => {
    should(verdict(checkVector, nowMs, { ...app, appId: "f".repeat(32) })).equal("foreign");
    should(verdict(checkVector, nowMs, { ...app, appCertificate: "0".repeat(32) })).equal("foreign");
  });

  it("counts the life from the moment of issue, to the second", () => {
    should(verdict(checkVector, nowMs + 3_600_000)).equal("accepted");
    should(verdict(checkVector, nowMs + 3_600_001)).equal("expired");
  });

  it("caps every life at a day", () => {
    const token = buildAppToken({ ...app, issuedAtSeconds, lifeSeconds: 1_000_000 });
    should(verdict(token, nowMs + 86_400_000)).equal("accepted");
    should(verdict(token, nowMs + 86_400_001)).equal("expired");
  });

  it("ends with the privilege when that ends before the token", () => {
    const token = buildAppToken({ ...app, issuedAtSeconds, lifeSeconds: 3600, privileges: { 2: 60 } });
    should(verdict(token, nowMs + 60_000)).equal("accepted");
    should(verdict(token, nowMs + 61_000)).equal("expired");
  });

  it("knows a user's token from the app's", () => {
    const token = buildAppToken({ ...app, issuedAtSeconds, privileges: { 1: 60 }, userId: "alice.k" });
    should(verifyAppToken(token, app, nowMs)).containEql({ verdict: "accepted", owner: "user" });
    should(verdict(token, nowMs + 61_000)).equal("expired");
    should(verdict(buildAppToken({ ...app, issuedAtSeconds, privileges: {} }))).equal("foreign");
  });

  it("refuses a token for another service", () => {
    should(verdict(buildAppToken({ ...app, issuedAtSeconds, serviceType: 1 }))).equal("corrupt");
  });

  it("notices every changed byte", () => {
    const { signature, signed } = signedParts({ ...app, issuedAtSeconds });
    const content = Buffer.concat([Buffer.from([signature.length, 0]), signature, signed]);
    for (let index = 0; index < content.length; index += 1) {
      const changed = Buffer.from(content);
      changed[index] = (changed[index] ?? 0) ^ 1;
      should(verdict(packToken(changed))).not.equal("accepted");
    }
  });

  it("calls garbage corrupt, and never throws", () => {
    const { signature, signed } = signedParts({ ...app, issuedAtSeconds });
    const content = Buffer.concat([Buffer.from([signature.length, 0]), signature, signed]);
    const garbage = [
      "",
      "007",
      "007=",
      "007!!!!",
      "006" + checkVector.slice(3),
      checkVector.slice(0, 40),
      `007${Buffer.from("not deflated").toString("base64")}`,
      `007${"A".repeat(100_000)}`,
      packToken(Buffer.alloc(0)),
      packToken(Buffer.alloc(1_000_000)),
      packToken(Buffer.alloc(200, 0xff)),
      ...Array.from({ length: content.length }, (_, length) => packToken(content.subarray(0, length))),
    ];
    for (const token of garbage) should(verdict(token)).equal("corrupt");
  });
});
