import should from "should";
import { certificateToken } from "../../../../src/client/sign-in/certificate-token";
import { createFakeClock } from "../../../support/fake-clock";
import { context, failureOf } from "../use-client";

const clock = createFakeClock();
const digits = "0123456789abcdefABCDEF0123456789";

describe("signing in with an app certificate", () => {
  it("makes a token for a day, and may be asked again", async () => {
    const source = certificateToken(` ${digits}`, `${digits}\n`, clock);
    const { value, expiresAt } = await source.fetch(context);
    should(value).match(/^007/);
    should(expiresAt).equal(clock.now() + 86_400_000);
    should(source.renewable).be.true();
  });

  for (const [appId, appCertificate, wrong] of [
    [digits.slice(1), digits, "appId"],
    [`${digits}0`, digits, "appId"],
    [digits, digits.replace("a", "g"), "appCertificate"],
    [digits, "", "appCertificate"],
  ] as const) {
    it(`names the one that is malformed: ${appId}, ${appCertificate}`, async () => {
      const error = await failureOf(certificateToken(appId, appCertificate, clock).fetch(context));
      should(error).match({ code: "CHAT_NOT_CONFIGURED", details: { operation: "token", outcome: "not-sent" } });
      should(error.details.issues?.map(({ path }) => path)).eql([wrong]);
    });
  }
});
