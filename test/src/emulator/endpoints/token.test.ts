import should from "should";
import { buildAppToken } from "../service/build-app-token";
import { startMs, useEmulator } from "../use-emulator";

describe("POST token", () => {
  const { emulator, post } = useEmulator();
  const good = () => ({
    grant_type: "client_credentials",
    client_id: emulator.app.clientId,
    client_secret: emulator.app.clientSecret,
  });

  it("answers client id and secret with a flat object and seconds left", async () => {
    const { status, json } = await post("token", good(), { token: null });
    should(status).equal(200);
    should(Object.keys(json)).eql(["access_token", "expires_in", "application"]);
    should(json["access_token"]).match(/^YWMt[A-Za-z0-9_-]{80}$/);
    should(json).containEql({ expires_in: 7200, application: emulator.app.applicationId });
  });

  it("lets the request say how long the token lives, 0 being for ever", async () => {
    should((await post("token", { ...good(), ttl: 60 })).json["expires_in"]).equal(60);
    should((await post("token", { ...good(), ttl: 0 })).json["expires_in"]).equal(0);
  });

  const refusals: readonly (readonly [string, object, string, string])[] = [
    ["no client id", { client_id: undefined }, "illegal_argument", "client_id must be provided."],
    ["an empty client id", { client_id: "" }, "illegal_argument", "client_id must be provided."],
    ["no secret", { client_secret: undefined }, "illegal_argument", "client_secret must be provided"],
    ["a secret that is a number", { client_secret: 7 }, "illegal_argument", "client_secret must be provided"],
    ["neither", { client_id: "", client_secret: "" }, "illegal_argument", "client_id must be provided."],
    ["another client id", { client_id: "YXA6x" }, "invalid_grant", "client_id does not match"],
    ["another secret", { client_secret: "YXA6x" }, "invalid_grant", "client_secret does not match"],
    ["both of another app", { client_id: "a", client_secret: "b" }, "invalid_grant", "client_id does not match"],
    ["a negative ttl", { ttl: -1 }, "illegal_argument", "ttl is invalid"],
    ["a user's grant", { grant_type: "password" }, "invalid_grant", "invalid username or password"],
    ["no grant", { grant_type: undefined }, "illegal_argument", "grant_type must be provided"],
    ["an unknown grant", { grant_type: "magic" }, "invalid_grant", "unsupported grant_type"],
  ];
  for (const [name, difference, error, description] of refusals) {
    it(`refuses ${name} with a 400 of two keys`, async () => {
      const { status, json } = await post("token", { ...good(), ...difference }, { token: null });
      should(status).equal(400);
      should(json).eql({ error, error_description: description });
    });
  }

  it("refuses what is no JSON", async () => {
    const { status, json } = await post("token", '{"grant_type":}');
    should(status).equal(400);
    should(Object.keys(json).sort()).eql(["error", "error_description"]);
    should(json["error"]).equal("json_parse");
  });

  it("exchanges a certificate's token, and says when the new one ends in epoch milliseconds", async () => {
    const token = buildAppToken({ ...emulator.app, issuedAtSeconds: startMs / 1000 });
    const { status, json } = await post("token", { grant_type: "agora" }, { token });
    should(status).equal(200);
    should(json["expire_timestamp"]).equal(startMs + 7_200_000);
    const send = { to: ["alice.k"], type: "txt", body: { msg: "hello" } };
    should((await post("messages/users", send, { token: String(json["access_token"]) })).status).equal(200);
  });

  it("exchanges nothing else", async () => {
    const ask = (token: string | null) => post("token", { grant_type: "agora" }, { token });
    should((await ask(null)).json["error_description"]).equal("Unable to authenticate due to expired access token");
    for (const token of [emulator.app.readyToken, "007abc"]) {
      const { status, json } = await ask(token);
      should(status).equal(401);
      should(json["error_description"]).equal("Unable to authenticate due to corrupt access token");
    }
  });
});
