import should from "should";
import { startMs, useEmulator } from "../use-emulator";

describe("POST token for users", () => {
  const { emulator, post, get, upload } = useEmulator({ users: { "alice.k": "tomato" } });
  const message = { to: ["bob"], type: "txt", body: { msg: "hello" } };
  const forPassword = (username: unknown, password: unknown) =>
    post("token", { grant_type: "password", username, password, timestamp: startMs }, { token: null });
  const inherit = (fields: object, token: string | null = emulator.app.readyToken) =>
    post("token", { grant_type: "inherit", ...fields }, { token });

  it("answers name and password with a token and the user", async () => {
    const { status, json } = await forPassword("alice.k", "tomato");
    should(status).equal(200);
    should(json["access_token"]).match(/^YWMt/);
    should(json["expires_in"]).equal(5_184_000);
    should(json["user"]).containEql({ type: "user", username: "alice.k", activated: true });
  });

  it("opens files, and nothing else", async () => {
    const token = String((await forPassword("alice.k", "tomato")).json["access_token"]);
    should((await upload(Buffer.alloc(1), {}, { token })).status).equal(200);
    should((await get(`chatfiles/${emulator.files()[0]?.uuid}`, { token })).status).equal(200);
    for (const reply of [
      await post("messages/users", message, { token }),
      await post("messages", {}, { token }),
      await post("messages/msg_recall", {}, { token }),
      await post("messages/users/import", {}, { token }),
      await post("users/alice.k/user_channel", {}, { token, method: "DELETE" }),
      await get("chatmessages/2025100907", { token }),
    ]) {
      should(reply.status).equal(401);
      should(reply.json["error"]).equal("unauthorized");
    }
  });

  it("ends with its time, and with a revocation", async () => {
    const token = String((await forPassword("alice.k", "tomato")).json["access_token"]);
    emulator.clock.advance(5_184_000_000);
    should((await upload(Buffer.alloc(1), {}, { token })).status).equal(401);
    const other = String((await forPassword("alice.k", "tomato")).json["access_token"]);
    emulator.revokeTokens();
    should((await upload(Buffer.alloc(1), {}, { token: other })).status).equal(401);
  });

  it("refuses a wrong name or password in the same words", async () => {
    for (const [username, password] of [
      ["alice.k", "potato"],
      ["bob", "tomato"],
      [undefined, undefined],
      ["__proto__", undefined],
    ]) {
      const { status, json } = await forPassword(username, password);
      should(status).equal(400);
      should(json).eql({ error: "invalid_grant", error_description: "invalid username or password" });
    }
  });

  it("gives the app a token for a user, and makes the user if it is told to", async () => {
    const { status, json } = await inherit({ username: "alice.k", ttl: 60 });
    should(status).equal(200);
    should(json["expires_in"]).equal(60);
    const missing = await inherit({ username: "bob" });
    should(missing.status).equal(404);
    should(missing.json).containEql({ error: "invalid_grant", error_description: "user not found" });
    const made = await inherit({ username: "bob", autoCreateUser: true });
    should(made.json["user"]).containEql({ username: "bob", created: startMs });
    should((await inherit({ username: "bob" })).json["user"]).eql(made.json["user"]);
    should((await forPassword("bob", undefined)).status).equal(400);
    emulator.reset();
    should((await inherit({ username: "bob" })).status).equal(404);
  });

  it("refuses names that no user can have, and callers who are not the app", async () => {
    should((await inherit({ username: "Alice K" })).json).eql({
      error: "illegal_argument",
      error_description: "username [Alice K] is not legal",
    });
    should((await inherit({ username: "a".repeat(65) })).json["error_description"]).equal("USERNAME_TOO_LONG");
    should((await inherit({ username: "alice.k", ttl: -1 })).json["error_description"]).equal("ttl is invalid");
    should((await inherit({ username: "alice.k" }, null)).status).equal(401);
    const token = String((await inherit({ username: "alice.k" })).json["access_token"]);
    should((await inherit({ username: "alice.k" }, token)).status).equal(401);
  });
});
