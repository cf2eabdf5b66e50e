import should from "should";
import { startMs, useEmulator } from "../use-emulator";

describe("DELETE users/{username}/user_channel", () => {
  const { emulator, post } = useEmulator({ limits: { callsPerSecond: 2 } });
  const good = { channel: "bob", type: "chat", delete_roam: true };
  const remove = (body: unknown, token?: string | null) =>
    post("users/alice.k/user_channel", body, { method: "DELETE", ...(token === undefined ? {} : { token }) });

  it("answers with the envelope of the vendor's example, whose path is not the real one", async () => {
    const { status, json } = await remove(good);
    should(status).equal(200);
    should(json).eql({
      path: "/users/user_channel",
      uri: `${emulator.url}/farmco/greenhouse/users/alice.k/user_channel`,
      timestamp: startMs,
      organization: "farmco",
      application: emulator.app.applicationId,
      entities: [],
      action: "delete",
      data: { result: "ok" },
      duration: 0,
      applicationName: "greenhouse",
    });
  });

  it("is remembered", async () => {
    await remove(good);
    await remove({ channel: "184524748161025", type: "groupchat", delete_roam: false });
    should(emulator.deletedConversations()).eql([
      { user: "alice.k", channel: "bob", type: "chat", deleteRoam: true, at: startMs },
      { user: "alice.k", channel: "184524748161025", type: "groupchat", deleteRoam: false, at: startMs },
    ]);
  });

  for (const [name, differences, error, description] of [
    ["no channel", { channel: undefined }, "illegal_argument", "field channel cannot be null or empty"],
    ["an empty channel", { channel: "" }, "illegal_argument", "field channel cannot be null or empty"],
    ["no type", { type: null }, "illegal_argument", "field type cannot be null or empty"],
    ["an empty type", { type: "" }, "illegal_argument", "field type cannot be null or empty"],
    ["no word about roaming", { delete_roam: undefined }, "illegal_argument", "field delete_roam cannot be null"],
    ["a channel that is a number", { channel: 184524748161025 }, "invalid_request_body", undefined],
    ["a room", { type: "chatroom" }, "invalid_request_body", undefined],
    ["roaming in words", { delete_roam: "true" }, "invalid_request_body", undefined],
  ] as const) {
    it(`refuses ${name}`, async () => {
      const { status, json } = await remove({ ...good, ...differences });
      should(status).equal(400);
      should(json["error"]).equal(error);
      if (description !== undefined) should(json["error_description"]).equal(description);
      should(emulator.deletedConversations()).be.empty();
    });
  }

  it("refuses a request without a body, without the app's token, and one too many", async () => {
    should((await remove("")).json["error"]).equal("invalid_request_body");
    should((await remove(good, null)).status).equal(401);
    await remove(good);
    await remove(good);
    should((await remove(good)).status).equal(429);
  });
});
