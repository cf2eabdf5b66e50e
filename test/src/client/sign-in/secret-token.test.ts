import should from "should";
import { secretToken } from "../../../../src/client/sign-in/secret-token";
import type { TokenSource } from "../../../../src/client/sign-in/token-source";
import { createFakeClock } from "../../../support/fake-clock";
import { createFakeSend } from "../../../support/fake-send";
import type { FakeSend } from "../../../support/fake-send";
import { context, failureOf } from "../use-client";

const clock = createFakeClock();

function answering(body: unknown): { readonly fake: FakeSend; readonly source: TokenSource } {
  const fake = createFakeSend((seen) => seen.answer(body));
  return { fake, source: secretToken(" the-id\n", "the-secret ", fake.send, clock) };
}

describe("signing in with a client secret", () => {
  it("asks in the service's words, without a token", async () => {
    const { fake, source } = answering({ access_token: "t", expires_in: 7_200 });
    await source.fetch(context);
    const [{ call, json }] = fake.calls as [FakeSend["calls"][0]];
    should(call).match({ operation: "token", method: "POST", path: "token", signedIn: false });
    should(json).eql({ grant_type: "client_credentials", client_id: "the-id", client_secret: "the-secret" });
    should(source.renewable).be.true();
  });

  it("knows when the token ends", async () => {
    const { source } = answering({ access_token: "t", expires_in: 7_200 });
    should(await source.fetch(context)).eql({ value: "t", expiresAt: clock.now() + 7_200_000 });
  });

  it("takes a token of which no end is told for one that never ends", async () => {
    for (const seconds of [0, -1, undefined, null, "7200"]) {
      const { source } = answering({ access_token: "t", expires_in: seconds });
      should(await source.fetch(context)).eql({ value: "t", expiresAt: null });
    }
  });

  it("does not take for a token what is none: nothing has been sent", async () => {
    for (const body of [undefined, "t", [], {}, { access_token: "" }, { access_token: 7 }]) {
      const error = await failureOf(answering(body).source.fetch(context));
      should(error.code).equal("CHAT_BAD_ANSWER");
      should(error.details).eql({ operation: "token", outcome: "not-sent", status: 200 });
    }
  });
});
