import should from "should";
import { startMs, useEmulator } from "../use-emulator";

const body = { msg: "soil too dry" };
const good = { to: ["alice.k"], type: "txt", body };
const url = "https://a61.chat.agora.io/farmco/greenhouse/chatfiles/a3c9d2e0-91c5-11ee-9f10-cb1d2e3f4a5b";
const invalidBody = {
  error: "invalid_request_body",
  error_description: "Request body is invalid. Please check body is correct.",
};

describe("POST messages/users, chatgroups and chatrooms", () => {
  const { emulator, post } = useEmulator();

  it("answers with the envelope of the vendor's example: no entities, no params", async () => {
    const { status, headers, json } = await post("messages/users", good);
    should(status).equal(200);
    should(headers.get("content-type")).match(/^application\/json/);
    const [message] = emulator.messages();
    should(json).eql({
      path: "/messages/users",
      uri: `${emulator.url}/farmco/greenhouse/messages/users`,
      timestamp: startMs,
      organization: "farmco",
      application: emulator.app.applicationId,
      action: "post",
      data: { "alice.k": message?.id },
      duration: 0,
      applicationName: "greenhouse",
    });
  });

  it("keeps one message a recipient", async () => {
    const ext = { zone: "north", em_apns_ext: { em_push_title: "Garden" } };
    await post("messages/chatgroups", { ...good, from: "sensor-7", to: ["184524748161025", "184524748161026"], ext });
    should(emulator.messages()).have.length(2);
    const [first] = emulator.messages({ to: "184524748161025" });
    should(first).eql({
      id: first?.id,
      timestamp: startMs,
      chatType: "chatgroups",
      from: "sensor-7",
      to: "184524748161025",
      type: "txt",
      body,
      ext,
      dialect: "current",
    });
    should(emulator.messages({ chatType: "users" })).be.empty();
  });

  it("names the sender admin when nobody is named", async () => {
    await post("messages/users", good);
    should(emulator.messages()[0]?.from).equal("admin");
  });

  it("gives each recipient a rising id of 19 digits that no number can hold", async () => {
    const to = Array.from({ length: 600 }, (_, index) => `u${index}`);
    const { json } = await post("messages/users", { ...good, to });
    const ids = Object.values(json["data"] as Record<string, string>);
    should(new Set(ids).size).equal(600);
    for (const id of ids) should(id).match(/^\d{19}$/);
    should(ids.some((id) => String(Number(id)) !== id)).be.true();
    const kept = emulator.messages().map(({ id }) => id);
    should(kept).eql([...kept].sort());
  });

  it("keys data by recipient: doubles collapse, and the order is not the request's", async () => {
    const { json } = await post("messages/users", { ...good, to: ["a", "c", "b", "a", "__proto__"] });
    should(Object.keys(json["data"] as object)).eql(["c", "b", "a", "__proto__"]);
    should(emulator.messages()).have.length(4);
  });

  const accepted: readonly (readonly [string, string, object])[] = [
    ["a picture by its address alone", "users", { type: "img", body: { url } }],
    [
      "a picture with all",
      "users",
      { type: "img", body: { url, filename: "a.jpg", secret: "s", size: { width: 480, height: 720 } } },
    ],
    ["a picture from elsewhere", "users", { type: "img", body: { url: "http://example.org/a.png" } }],
    ["audio", "users", { type: "audio", body: { url, filename: "a.amr", length: 10, secret: "s" } }],
    [
      "a video of no length",
      "users",
      { type: "video", body: { url, thumb: url, length: 0, file_length: 58103, secret: "s", thumb_secret: "t" } },
    ],
    ["a video whose thumbnail has the other name", "users", { type: "video", body: { url, thumbnail: url } }],
    ["a file", "users", { type: "file", body: { url, filename: "a.pdf" } }],
    ["a place", "users", { type: "loc", body: { lat: "52.3702", lng: "4.8952", addr: "greenhouse B" } }],
    ["a command", "users", { type: "cmd", body: { action: "water" } }],
    ["a custom message without an event", "users", { type: "custom", body: { customExts: { name: "flower" } } }],
    [
      "a custom message",
      "users",
      {
        type: "custom",
        body: {
          customEvent: "gift_1/a.b-c",
          customExts: Object.fromEntries(Array.from({ length: 16 }, (_, i) => [`k${i}`, "v"])),
        },
      },
    ],
    ["fields nobody knows", "users", { colour: "green", body: { ...body, Msg: 7 } }],
    ["an empty ext", "users", { ext: {} }],
    [
      "the rare fields",
      "users",
      { sync_device: true, routetype: "ROUTE_ONLINE", roam_ignore_users: ["bob"], env: "dev1" },
    ],
    ["a group's receipt", "chatgroups", { to: ["1", "2", "3"], need_group_ack: true }],
    [
      "a room's level",
      "chatrooms",
      { to: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"], chatroom_msg_level: "low" },
    ],
    ["ids that nobody registered", "users", { to: ["Nobody At All"] }],
  ];
  for (const [name, chatType, difference] of accepted) {
    it(`accepts ${name}`, async () => {
      should((await post(`messages/${chatType}`, { ...good, ...difference })).status).equal(200);
    });
  }

  const refused: readonly (readonly [string, string, object, number | undefined])[] = [
    ["an empty from", "param from can't be empty", { from: "" }, 14001],
    ["a from of null", "param from can't be empty", { from: null }, 14001],
    ["no to", "param to can't be empty", { to: undefined }, 14002],
    ["an empty to", "param to can't be empty", { to: [] }, 14002],
    ["an empty id in to", "param to can't be empty", { to: ["alice.k", ""] }, 14002],
    ["no type", "param type can't be empty", { type: undefined }, undefined],
    ["an empty type", "param type can't be empty", { type: "" }, undefined],
    ["no body", "param body can't be empty", { body: undefined }, 14005],
    ["an empty body", "param body can't be empty", { body: {} }, 14005],
    ["an ext of null", "param ext must be JSONObject", { ext: null }, undefined],
    ["an ext that is a list", "param ext must be JSONObject", { ext: [] }, undefined],
    ["an ext that is text", "param ext must be JSONObject", { ext: "a" }, undefined],
  ];
  for (const [name, description, difference, code] of refused) {
    it(`refuses ${name}`, async () => {
      const { status, json } = await post("messages/users", { ...good, ...difference });
      should(status).equal(400);
      should(json).eql({
        error: "message_send_error",
        exception: "MessageSendException",
        timestamp: startMs,
        duration: 0,
        error_description: description,
        ...(code === undefined ? {} : { error_code: code }),
      });
      should(emulator.messages()).be.empty();
    });
  }

  for (const [chatType, most] of [
    ["users", 600],
    ["chatgroups", 3],
    ["chatrooms", 10],
  ] as const) {
    it(`takes ${most} ${chatType} and not one more`, async () => {
      const to = Array.from({ length: most }, (_, index) => String(index));
      should((await post(`messages/${chatType}`, { ...good, to })).status).equal(200);
      const { status, json } = await post(`messages/${chatType}`, { ...good, to: [...to, "x"] });
      should(status).equal(400);
      should(json).containEql({
        error: "message_send_error",
        error_description: `params to's size can't exceed limit ${most}`,
      });
    });
  }

  const invalid: readonly (readonly [string, unknown])[] = [
    ["what is no JSON", '{"to":["a"],}'],
    ["nothing", ""],
    ["bytes that are no UTF-8's beginning", "\u0000"],
    ["a list", []],
    ["null", "null"],
    ["to as text", { ...good, to: "alice.k" }],
    ["a number in to", { ...good, to: [7] }],
    ["a number as from", { ...good, from: 7 }],
    ["a number as type", { ...good, type: 7 }],
    ["a text as body", { ...good, body: "hello" }],
    ["a list as body", { ...good, body: ["hello"] }],
    ["an unknown type", { ...good, type: "text" }],
    ["txt without msg", { ...good, body: { text: "hello" } }],
    ["txt with an empty msg", { ...good, body: { msg: "" } }],
    ["txt with a number", { ...good, body: { msg: 7 } }],
    ["img without url", { ...good, type: "img", body: { filename: "a" } }],
    ["img with a bare uuid", { ...good, type: "img", body: { url: "a3c9d2e0-91c5-11ee-9f10-cb1d2e3f4a5b" } }],
    ["img with a script's address", { ...good, type: "img", body: { url: "javascript:alert(1)" } }],
    ["img with a size of texts", { ...good, type: "img", body: { url, size: { width: "480" } } }],
    ["audio with a length as text", { ...good, type: "audio", body: { url, length: "10" } }],
    ["audio with a negative length", { ...good, type: "audio", body: { url, length: -1 } }],
    ["video with a thumb that is no address", { ...good, type: "video", body: { url, thumb: "thumb" } }],
    ["file without filename", { ...good, type: "file", body: { url } }],
    ["loc with numbers", { ...good, type: "loc", body: { lat: 52.3, lng: 4.8, addr: "b" } }],
    ["loc without addr", { ...good, type: "loc", body: { lat: "52.3", lng: "4.8" } }],
    ["cmd without action", { ...good, type: "cmd", body: { param: "a" } }],
    ["custom with a space in the event", { ...good, type: "custom", body: { customEvent: "a gift" } }],
    ["custom with an event of 33 characters", { ...good, type: "custom", body: { customEvent: "a".repeat(33) } }],
    [
      "custom with a number in customExts",
      { ...good, type: "custom", body: { customEvent: "a", customExts: { a: 1 } } },
    ],
    [
      "custom with 17 customExts",
      {
        ...good,
        type: "custom",
        body: { customExts: Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`k${i}`, "v"])) },
      },
    ],
    ["another routetype", { ...good, routetype: "ROUTE_TYPE" }],
    ["sync_device as text", { ...good, sync_device: "true" }],
    ["21 roam_ignore_users", { ...good, roam_ignore_users: Array.from({ length: 21 }, (_, i) => `u${i}`) }],
    ["need_group_ack as a number", { ...good, need_group_ack: 1 }],
    ["another chatroom_msg_level", { ...good, chatroom_msg_level: "urgent" }],
    ["an env of nine letters", { ...good, env: "abcdefghi" }],
  ];
  for (const [name, request] of invalid) {
    it(`refuses ${name} as an invalid body`, async () => {
      const { status, json } = await post("messages/users", request);
      should(status).equal(400);
      should(json).containEql(invalidBody);
      should(emulator.messages()).be.empty();
    });
  }

  it("finds fault in the order of the vendor's table", async () => {
    const faults: readonly (readonly [object, string])[] = [
      [{ sync_device: 1 }, "Request body is invalid. Please check body is correct."],
      [{ from: "" }, "param from can't be empty"],
      [{ to: [] }, "param to can't be empty"],
      [{ type: "" }, "param type can't be empty"],
      [{ body: {} }, "param body can't be empty"],
      [{ ext: null }, "param ext must be JSONObject"],
      [{ type: "text" }, "Request body is invalid. Please check body is correct."],
      [{ to: Array(601).fill("a") }, "params to's size can't exceed limit 600"],
    ];
    for (const [index, [, description]] of faults.entries()) {
      // All that is wrong from here on, the earlier in the table the stronger.
      const wrong = faults.slice(index).map(([difference]) => difference);
      const request = Object.assign({ ...good }, ...wrong.reverse()) as object;
      const { json } = await post("messages/users", request);
      should(json["error_description"]).equal(description);
    }
  });
});
