import should from "should";
import { startMs, useEmulator } from "../use-emulator";

const good = { from: "old.a", target: "old.b", type: "txt", body: { msg: "long ago" } };

describe("POST messages/users/import and messages/chatgroups/import", () => {
  const { emulator, post, get, upload } = useEmulator();
  const importInto = (chatType: string, differences: object) =>
    post(`messages/${chatType}/import`, { ...good, ...differences });

  for (const chatType of ["users", "chatgroups"] as const) {
    it(`answers ${chatType} with the envelope of the vendor's example, path and all`, async () => {
      const { status, json } = await importInto(chatType, { msg_timestamp: 1_656_906_628_428 });
      should(status).equal(200);
      should(json).eql({
        path: "/messages/users/import",
        uri: `${emulator.url}/farmco/greenhouse/messages/${chatType}/import`,
        timestamp: startMs,
        organization: "farmco",
        application: emulator.app.applicationId,
        entities: [],
        action: "post",
        data: { msg_id: emulator.messages()[0]?.id },
        duration: 0,
        applicationName: "greenhouse",
      });
    });
  }

  it("keeps the message with the time it had", async () => {
    await importInto("users", { msg_timestamp: 1_656_906_628_428, ext: { zone: "north" }, is_ack_read: true });
    const [message] = emulator.messages();
    should(message).eql({
      id: message?.id,
      timestamp: 1_656_906_628_428,
      chatType: "users",
      from: "old.a",
      to: "old.b",
      type: "txt",
      body: { msg: "long ago" },
      ext: { zone: "north" },
      dialect: "current",
      imported: true,
      read: true,
    });
    should(message?.id).match(/^\d{19}$/);
  });

  it("takes the present when no time is named", async () => {
    await importInto("users", { is_ack_read: false });
    should(emulator.messages()[0]).containEql({ timestamp: startMs, imported: true });
    should(emulator.messages()[0]).not.have.property("read");
  });

  const refusals: readonly (readonly [string, object, string, string?])[] = [
    ["no sender", { from: undefined }, "illegal_argument", "from not allow empty"],
    ["an empty sender", { from: "" }, "illegal_argument", "from not allow empty"],
    ["no target", { target: undefined }, "illegal_argument", "target not allow empty"],
    ["a target named to", { target: undefined, to: "old.b" }, "illegal_argument", "target not allow empty"],
    ["no type", { type: undefined }, "illegal_argument", "type not allow empty"],
    ["an empty type", { type: "" }, "illegal_argument", "type not allow empty"],
    ["no body", { body: undefined }, "illegal_argument", "message body not allow empty"],
    ["an empty body", { body: {} }, "illegal_argument", "message body not allow empty"],
    ["a target that is a list", { target: ["old.b"] }, "invalid_request_body"],
    ["an unknown type", { type: "text" }, "invalid_request_body"],
    ["a body without its type's fields", { body: { text: "x" } }, "invalid_request_body"],
    ["a history record's location", { type: "loc", body: { lat: 1, lng: 2, addr: "B" } }, "invalid_request_body"],
    ["an ext that is no object", { ext: "north" }, "invalid_request_body"],
    ["read in words", { is_ack_read: "true" }, "invalid_request_body"],
    ["a download in words", { need_download: "true" }, "invalid_request_body"],
    ["a time in words", { msg_timestamp: "1656906628428" }, "invalid_request_body"],
    ["a time of fractions", { msg_timestamp: 1656906628428.5 }, "invalid_request_body"],
    ["the time 0", { msg_timestamp: 0 }, "illegal_argument", "msg_timestamp is illegal"],
    ["a time before 1000", { msg_timestamp: 999 }, "illegal_argument", "msg_timestamp is illegal"],
    ["a time before 1970", { msg_timestamp: -1 }, "illegal_argument", "msg_timestamp is illegal"],
  ];
  for (const [name, differences, error, description] of refusals) {
    it(`refuses ${name}`, async () => {
      for (const chatType of ["users", "chatgroups"]) {
        const { status, json } = await importInto(chatType, differences);
        should(status).equal(400);
        should(json["error"]).equal(error);
        if (description !== undefined) should(json["error_description"]).equal(description);
      }
      should(emulator.messages()).be.empty();
    });
  }

  it("refuses what is no JSON, too large, or without the app's token", async () => {
    should((await post("messages/users/import", "{")).json["error"]).equal("invalid_request_body");
    should((await importInto("users", { body: { msg: "x".repeat(6000) } })).status).equal(413);
    should((await post("messages/users/import", good, { token: null })).status).equal(401);
  });

  it("takes 1000 as the earliest time, and the future for users only", async () => {
    should((await importInto("users", { msg_timestamp: 1000 })).status).equal(200);
    should((await importInto("users", { msg_timestamp: startMs + 1 })).status).equal(200);
    should((await importInto("chatgroups", { msg_timestamp: startMs })).status).equal(200);
    const { json } = await importInto("chatgroups", { msg_timestamp: startMs + 1 });
    should(json["error_description"]).equal("msg_timestamp is illegal");
  });

  it("goes forward in time within a conversation, whoever of the two writes", async () => {
    const there = (msg_timestamp: number) => importInto("users", { msg_timestamp });
    const back = (msg_timestamp: number) => importInto("users", { from: "old.b", target: "old.a", msg_timestamp });
    should((await there(5000)).status).equal(200);
    should((await back(5000)).status).equal(400);
    should((await back(6000)).status).equal(200);
    const { status, json } = await there(5999);
    should(status).equal(400);
    should(json).containEql({
      error: "illegal_argument",
      error_description: "msg_timestamp must increase within a conversation",
    });
    should((await importInto("users", { target: "old.c", msg_timestamp: 1000 })).status).equal(200);
    should((await importInto("chatgroups", { msg_timestamp: 1000 })).status).equal(200);
    should((await importInto("chatgroups", { from: "old.c", msg_timestamp: 1500 })).status).equal(200);
    should((await importInto("chatgroups", { msg_timestamp: 1400 })).status).equal(400);
  });

  it("copies its own public attachments when it is asked to", async () => {
    await upload(Buffer.from("a leaf"));
    const url = `${emulator.url}/farmco/greenhouse/chatfiles/${emulator.files()[0]?.uuid}`;
    const body = { url, filename: "leaf.png" };
    await importInto("users", { type: "img", body });
    should(emulator.messages()[0]?.body).eql(body);
    await importInto("users", { type: "img", body, need_download: true });
    const [, copied] = emulator.messages();
    should(copied?.body["url"]).not.equal(url);
    const { status, text } = await get(String(copied?.body["url"]).replace(`${emulator.url}/farmco/greenhouse/`, ""));
    should([status, text]).eql([200, "a leaf"]);
  });

  it("fetches nothing from elsewhere", async () => {
    const body = { url: "https://example.com/leaf.png" };
    should((await importInto("users", { type: "img", body, need_download: true })).status).equal(200);
    should(emulator.messages()[0]?.body).eql(body);
  });

  it("refuses to copy what is not for everybody", async () => {
    await upload(Buffer.alloc(1), {}, { headers: { "restrict-access": "true" } });
    const body = { url: `${emulator.url}/farmco/greenhouse/chatfiles/${emulator.files()[0]?.uuid}` };
    const { status, json } = await importInto("users", { type: "img", body, need_download: true });
    should(status).equal(400);
    should(json["error_description"]).equal("the attachment can not be downloaded");
    should(emulator.messages()).be.empty();
  });
});

describe("imports and the service's limits", () => {
  const { emulator, post } = useEmulator({ limits: { callsPerSecond: 1, recipientsPerMinute: 1 } });

  it("count as calls, but not as messages sent", async () => {
    for (let second = 0; second < 3; second += 1) {
      should((await post("messages/users/import", good)).status).equal(200);
      should((await post("messages/users/import", good)).status).equal(429);
      emulator.clock.advance(1000);
    }
  });
});
