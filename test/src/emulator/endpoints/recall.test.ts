import should from "should";
import type { Reply } from "../use-emulator";
import { startMs, useEmulator, type UsedEmulator } from "../use-emulator";

type Fields = Readonly<Record<string, unknown>>;

/** Sends one message and returns its id. */
async function sent(
  { post }: UsedEmulator,
  chatType = "users",
  message: Fields = { type: "txt", body: { msg: "frost" } },
): Promise<string> {
  const { json } = await post(`messages/${chatType}`, { from: "sensor-7", to: ["alice.k"], ...message });
  return String(Object.values(json["data"] as object)[0]);
}

describe("POST messages/msg_recall", () => {
  const used = useEmulator();
  const { emulator, post, get, upload } = used;
  const recall = (fields: Fields): Promise<Reply> =>
    post("messages/msg_recall", { chat_type: "chat", to: "alice.k", force: false, ...fields });
  const failure = async (fields: Fields): Promise<unknown> => {
    const { status, json } = await recall(fields);
    should(status).equal(200);
    should(json).eql({
      msgs: [{ msg_id: fields["msg_id"], recalled: (json["msgs"] as readonly Fields[])[0]?.["recalled"] }],
    });
    return (json["msgs"] as readonly Fields[])[0]?.["recalled"];
  };

  it("answers with the envelope of the vendor's example", async () => {
    const id = await sent(used);
    const { status, json } = await recall({ msg_id: id, from: "sensor-7" });
    should(status).equal(200);
    should(json).eql({
      path: "/messages/msg_recall",
      uri: `${emulator.url}/farmco/greenhouse/messages/msg_recall`,
      timestamp: startMs,
      organization: "farmco",
      application: emulator.app.applicationId,
      action: "post",
      data: { recalled: "yes", chattype: "chat", from: "sensor-7", to: "alice.k", msg_id: id },
      duration: 0,
      applicationName: "greenhouse",
    });
    should(emulator.messages()[0]?.recalled).be.true();
    should(emulator.recalled().map((message) => message.id)).eql([id]);
  });

  it("takes back what went to users, groups and rooms, by the app itself when nobody is named", async () => {
    for (const [chatType, wire] of [
      ["chat", "users"],
      ["groupchat", "chatgroups"],
      ["chatroom", "chatrooms"],
    ] as const) {
      const { json } = await recall({ msg_id: await sent(used, wire), chat_type: chatType });
      should(json["data"]).containEql({ recalled: "yes", chattype: chatType, from: "admin" });
    }
  });

  it("needs neither recipient nor force", async () => {
    const id = await sent(used);
    const { json } = await post("messages/msg_recall", { msg_id: id, chat_type: "chat" });
    should(json["data"]).containEql({ recalled: "yes", to: "alice.k" });
  });

  it("says with a 200 that it finds no such message", async () => {
    should(await failure({ msg_id: "1402233445566778899" })).equal("not_found msg");
    should(await failure({ msg_id: "1402233445566778899", force: true })).equal("not_found msg");
  });

  it("finds a message once, and only where it went", async () => {
    const id = await sent(used);
    should(await failure({ msg_id: id, to: "bob" })).equal("can't find message to");
    should(await failure({ msg_id: id, chat_type: "groupchat" })).equal("not_found msg");
    should((await recall({ msg_id: id })).json["data"]).containEql({ recalled: "yes" });
    should(await failure({ msg_id: id })).equal("not_found msg");
    should(await failure({ msg_id: id, force: true })).equal("not_found msg");
  });

  it("takes back for two minutes, and with force for ever", async () => {
    const [first, second] = [await sent(used), await sent(used)];
    emulator.clock.advance(120_000);
    should((await recall({ msg_id: first })).json["data"]).containEql({ recalled: "yes" });
    emulator.clock.advance(1);
    should(await failure({ msg_id: second })).equal("exceed call time limit");
    emulator.clock.advance(1e9);
    should((await recall({ msg_id: second, force: true })).json["data"]).containEql({ recalled: "yes" });
  });

  it("takes no command back", async () => {
    const id = await sent(used, "users", { type: "cmd", body: { action: "open" } });
    should(await failure({ msg_id: id, force: true })).equal("not_found msg");
  });

  it("deletes what was attached", async () => {
    await upload(Buffer.alloc(10), { filename: "a.mp4" });
    await upload(Buffer.alloc(10), { filename: "a.png" });
    const [url, thumb] = emulator.files().map(({ uuid }) => `${emulator.url}/farmco/greenhouse/chatfiles/${uuid}`);
    const id = await sent(used, "users", { type: "video", body: { url, thumb } });
    const [file] = emulator.files();
    await recall({ msg_id: id });
    should(emulator.files()).be.empty();
    should((await get(`chatfiles/${file?.uuid}`)).json["error"]).equal("entity_not_found");
  });

  it("deletes nothing when it takes nothing back", async () => {
    await upload(Buffer.alloc(10));
    const url = `${emulator.url}/farmco/greenhouse/chatfiles/${emulator.files()[0]?.uuid}`;
    const id = await sent(used, "users", { type: "img", body: { url } });
    emulator.clock.advance(200_000);
    await recall({ msg_id: id });
    should(emulator.files()).have.length(1);
  });

  for (const [name, fields, error, description] of [
    ["no id", { msg_id: undefined }, "message_recall_error", "param msg_id can't be empty"],
    ["an empty id", { msg_id: "" }, "message_recall_error", "param msg_id can't be empty"],
    ["an empty recipient", { to: "" }, "message_recall_error", "param to can't be empty"],
    ["no chat type", { chat_type: undefined }, "message_recall_error", "param chat_type can't be empty"],
    ["an unknown chat type", { chat_type: "users" }, "invalid_request_body", undefined],
    ["an id that is a number", { msg_id: 1402233445566778 }, "invalid_request_body", undefined],
    ["a list of ids", { msg_id: ["1"] }, "invalid_request_body", undefined],
    ["force in words", { force: "true" }, "invalid_request_body", undefined],
    ["an empty sender", { from: "" }, "invalid_request_body", undefined],
  ] as const) {
    it(`refuses ${name} with 400`, async () => {
      const { status, json } = await recall({ msg_id: "1", ...fields });
      should(status).equal(400);
      should(json["error"]).equal(error);
      if (description !== undefined) should(json["error_description"]).equal(description);
    });
  }

  it("refuses what is no JSON, too large, or without the app's token", async () => {
    should((await post("messages/msg_recall", "{")).json["error"]).equal("invalid_request_body");
    should((await post("messages/msg_recall", "[]")).json["error"]).equal("invalid_request_body");
    should((await post("messages/msg_recall", { msg_id: "1".repeat(6000) })).status).equal(413);
    should((await post("messages/msg_recall", {}, { token: null })).status).equal(401);
  });
});

describe("POST messages/msg_recall of a newer service", () => {
  const used = useEmulator({ recallErrors: "newer", recallSeconds: 600, limits: { callsPerSecond: 6 } });
  const { emulator, post } = used;
  const refusal = async (fields: Fields): Promise<unknown> => {
    const { status, json } = await post("messages/msg_recall", {
      chat_type: "chat",
      to: "alice.k",
      force: false,
      ...fields,
    });
    should(json).containEql({ error: "message_recall_error" });
    return [status, json["error_description"]];
  };

  it("refuses with 400 and 403", async () => {
    const id = await sent(used);
    should(await refusal({ msg_id: "1" })).eql([403, "not_found msg"]);
    should(await refusal({ msg_id: id, to: "bob" })).eql([400, "can't find msg to"]);
    emulator.clock.advance(600_001);
    should(await refusal({ msg_id: id })).eql([403, "exceed recall time limit"]);
  });

  it("demands recipient and force", async () => {
    should(await refusal({ msg_id: undefined })).eql([400, "param msg_id can't be empty"]);
    should(await refusal({ msg_id: "1", to: undefined })).eql([400, "param to can't be empty"]);
    should(await refusal({ msg_id: "1", chat_type: undefined })).eql([400, "param chat_type can't be empty"]);
    should(await refusal({ msg_id: "1", force: undefined })).eql([400, "param force can't be empty"]);
  });

  it("counts recalls as calls", async () => {
    for (let call = 0; call < 6; call += 1) await refusal({ msg_id: "1" });
    const { status, json } = await post("messages/msg_recall", {});
    should([status, json["error"]]).eql([429, "reach_limit"]);
  });
});
