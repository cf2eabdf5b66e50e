import should from "should";
import { adviceOn } from "../../../nodes/editor-kit/test-advice";
import type { TestedApp } from "../../../nodes/editor-kit/test-advice";

const app: TestedApp = { auth: "certificate", isInSubflow: false };

describe("the advice after a connection test", () => {
  it("is that of the reason", () => {
    for (const reason of ["no-host", "token-refused", "secret-other-host", "a-reason-of-tomorrow"])
      should(adviceOn({ reason }, app)).equal(reason);
  });

  it("tells a host that does not encrypt from one with a certificate that nobody trusts", () => {
    const plain = [
      "write EPROTO 80CC6161:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:ssl3_record.c:350:",
      "error:0A0000C6:SSL routines:tls_get_more_records:packet length too long",
      "error:1408F09C:SSL routines:ssl3_get_record:http request",
    ];
    for (const description of plain)
      should(adviceOn({ reason: "certificate", params: { description } }, app)).equal("not-encrypted");
    const distrusted = { description: "self-signed certificate" };
    should(adviceOn({ reason: "certificate", params: distrusted }, app)).equal("certificate");
    should(adviceOn({ reason: "certificate" }, app)).equal("certificate");
    should(adviceOn({ reason: "unreachable", params: { description: plain[0] ?? "" } }, app)).equal("unreachable");
  });

  it("speaks of App ID and clock only where the token is made here", () => {
    should(adviceOn({ reason: "token-refused" }, { ...app, auth: "token" })).equal("ready-token-refused");
    should(adviceOn({ reason: "token-refused" }, { ...app, auth: "secret" })).equal("token-refused");
  });

  it("does not ask for a deploy inside of a subflow, where it would not help", () => {
    const inSubflow = { ...app, isInSubflow: true };
    should(adviceOn({ reason: "secret-other-host" }, inSubflow)).equal("secret-in-subflow");
    should(adviceOn({ reason: "env-unset" }, inSubflow)).equal("env-unset");
  });
});
