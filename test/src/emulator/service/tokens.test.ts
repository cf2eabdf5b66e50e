import { ChatTokenBuilder } from "agora-token";
import should from "should";
import { buildAppToken } from "./build-app-token";
import { startMs, useEmulator, type Reply } from "../use-emulator";

const message = { to: ["alice.k"], type: "txt", body: { msg: "soil too dry" } };

describe("the tokens that open the app", () => {
  const { emulator, post } = useEmulator();
  const send = (token: string | null): Promise<Reply> => post("messages/users", message, { token });
  const certificateToken = (issuedAtSeconds = startMs / 1000): string =>
    buildAppToken({ ...emulator.app, issuedAtSeconds });

  async function issued(ttl?: number): Promise<string> {
    const { clientId, clientSecret } = emulator.app;
    const body = { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret, ttl };
    return String((await post("token", body)).json["access_token"]);
  }

  it("are those it issued, the ready one, and those built from its certificate", async () => {
    should((await send(await issued())).status).equal(200);
    should((await send(emulator.app.readyToken)).status).equal(200);
    should((await send(certificateToken())).status).equal(200);
  });

  const refusals: readonly (readonly [string, () => string | null, string, string])[] = [
    ["none", () => null, "unauthorized", "Unable to authenticate due to expired access token"],
    ["an empty one", () => "", "unauthorized", "Unable to authenticate due to expired access token"],
    ["nonsense", () => "abc", "auth_bad_access_token", "Unable to authenticate due to corrupt access token"],
    ["two words", () => "YWMt abc", "auth_bad_access_token", "Unable to authenticate due to corrupt access token"],
    ["a cut 007", () => "007eJxTYNiq", "auth_bad_access_token", "Unable to authenticate due to corrupt access token"],
    ["an unknown one", () => `YWMt${"x".repeat(60)}`, "auth_bad_access_token", "Unable to authenticate"],
    [
      "one of another certificate",
      () => buildAppToken({ ...emulator.app, issuedAtSeconds: startMs / 1000, appCertificate: "0".repeat(32) }),
      "auth_bad_access_token",
      "Unable to authenticate",
    ],
    [
      "a user's",
      () =>
        buildAppToken({ ...emulator.app, issuedAtSeconds: startMs / 1000, privileges: { 1: 60 }, userId: "alice.k" }),
      "unauthorized",
      "Unable to authenticate (OAuth)",
    ],
  ];
  for (const [name, token, error, description] of refusals) {
    it(`are refused with 401 when it is ${name}`, async () => {
      const { status, json } = await send(token());
      should(status).equal(401);
      should(json).containEql({ error, error_description: description });
    });
  }

  it("are looked for behind the word Bearer only", async () => {
    const headers = { authorization: `Basic ${emulator.app.readyToken}` };
    const { status, json } = await post("messages/users", message, { token: null, headers });
    should(status).equal(401);
    should(json["error_description"]).equal("Unable to authenticate due to corrupt access token");
  });

  it("end when their time is over", async () => {
    const [token, short, endless, built] = [await issued(), await issued(10), await issued(0), certificateToken()];
    emulator.clock.advance(9_999);
    should((await send(short)).status).equal(200);
    emulator.clock.advance(1);
    const { status, json } = await send(short);
    should(status).equal(401);
    should(json).containEql({
      error: "unauthorized",
      error_description: "Unable to authenticate due to expired access token",
    });
    emulator.clock.advance(7_190_000);
    should((await send(token)).status).equal(401);
    should((await send(built)).status).equal(401);
    emulator.clock.advance(100 * 86_400_000);
    should((await send(endless)).status).equal(200);
    should((await send(emulator.app.readyToken)).status).equal(200);
  });

  it("are all refused after a revocation, and new ones are not", async () => {
    const older = certificateToken(startMs / 1000 - 1);
    const tokens = [await issued(), certificateToken(), emulator.app.readyToken];
    for (const token of tokens) should((await send(token)).status).equal(200);
    emulator.revokeTokens();
    for (const token of [...tokens, older]) {
      const { status, json } = await send(token);
      should(status).equal(401);
      should(json["error_description"]).equal("Unable to authenticate due to expired access token");
    }
    should((await send(await issued())).status).equal(200);
    const sameSecond = buildAppToken({ ...emulator.app, issuedAtSeconds: startMs / 1000, salt: 7 });
    should((await send(sameSecond)).status).equal(200);
  });

  it("are good again after a reset", async () => {
    emulator.revokeTokens();
    emulator.reset();
    should((await send(emulator.app.readyToken)).status).equal(200);
  });
});

describe("a token from the vendor's own library", () => {
  const { emulator, post } = useEmulator({ clock: Date.now });

  it("opens the app when it is the app's, not when it is a user's", async () => {
    const { appId, appCertificate } = emulator.app;
    const token = ChatTokenBuilder.buildAppToken(appId, appCertificate, 3600);
    should((await post("messages/users", message, { token })).status).equal(200);
    const user = ChatTokenBuilder.buildUserToken(appId, appCertificate, "alice.k", 3600);
    should((await post("messages/users", message, { token: user })).status).equal(401);
  });
});
