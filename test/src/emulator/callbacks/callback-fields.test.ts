import should from "should";
import { messageFields, recalledFields, sentFields } from "../../../../src/emulator/callbacks/callback-fields";
import { createFiles } from "../../../../src/emulator/service/files";
import type { EmulatorMessage } from "../../../../src/emulator/service/messages";

const uuid = "a3c9d2e0-91c5-11ee-9f10-cb1d2e3f4a5b";
const url = `https://a61.chat.agora.io/farmco/greenhouse/chatfiles/${uuid}`;

const text: EmulatorMessage = {
  id: "1402233445566778899",
  timestamp: 1_759_993_234_567,
  chatType: "users",
  from: "sensor-7",
  to: "alice.k",
  type: "txt",
  body: { msg: "soil too dry" },
  dialect: "current",
};

describe("what happened, in the fields of a callback", () => {
  const files = createFiles({ now: () => 0, retentionMs: 1 });
  files.add({
    uuid,
    filename: "leaf.png",
    content: Buffer.alloc(48),
    bytes: 48,
    mimeType: "image/png",
    restricted: false,
    secret: null,
    thumbnailSize: { width: 170, height: 170 },
    uploadedAt: 0,
  });

  it("is a message that was sent", () => {
    should(sentFields({ ...text, ext: { zone: "north" } }, files)).eql({
      eventType: "chat",
      chat_type: "chat",
      from: "sensor-7",
      to: "alice.k",
      msg_id: "1402233445566778899",
      payload: {
        bodies: [{ msg: "soil too dry", type: "txt" }],
        ext: { zone: "north" },
        from: "sensor-7",
        to: "alice.k",
      },
      content_type: "chat:user:text",
    });
  });

  it("names the group or room, and tells the two apart by the type of the content", () => {
    const place = { chat_type: "groupchat", group_id: "66016455491585", to: "66016455491585" };
    for (const [chatType, word] of [
      ["chatgroups", "group"],
      ["chatrooms", "room"],
    ] as const) {
      const fields = sentFields({ ...text, chatType, to: "66016455491585" }, files);
      should(fields).containEql({ ...place, content_type: `chat:${word}:text` });
    }
  });

  it("is a message that is about to be sent, of which nobody knows yet whether it was", () => {
    const fields = messageFields({ ...text, chatType: "chatrooms", to: "22" }, files);
    should(fields).containEql({ chat_type: "chatroom", group_id: "22", to: "22", msg_id: text.id });
    should(fields).not.have.any.keys("eventType", "content_type");
    should(messageFields({ ...text, chatType: "chatgroups" }, files)["chat_type"]).equal("groupchat");
  });

  it("is a message that was taken back, with an id of its own", () => {
    should(recalledFields(text, "admin", "1402233445566778900")).eql({
      eventType: "chat",
      chat_type: "recall",
      from: "admin",
      to: "alice.k",
      msg_id: "1402233445566778900",
      recall_id: "1402233445566778899",
      payload: { ext: {}, ack_message_id: "1402233445566778899", bodies: [] },
    });
    should(recalledFields({ ...text, chatType: "chatgroups" }, "admin", "1")["group_id"]).equal("alice.k");
  });

  const contents: readonly (readonly [EmulatorMessage["type"], string, EmulatorMessage["body"], object])[] = [
    ["txt", "text", { msg: "hello" }, { msg: "hello", type: "txt" }],
    [
      "img",
      "image",
      { url, size: { width: 480, height: 640 }, secret: "" },
      { url, size: { width: 480, height: 640 }, file_length: 48, filename: "leaf.png", type: "img" },
    ],
    [
      "audio",
      "voice",
      { url, filename: "pump.amr", length: 7, secret: "o8nS" },
      { url, filename: "pump.amr", length: 7, secret: "o8nS", file_length: 48, type: "audio" },
    ],
    [
      "video",
      "video",
      { url, filename: "cam.mp4", thumb: url, length: 10, thumb_secret: "x" },
      { url, filename: "cam.mp4", thumb: url, length: 10, thumb_secret: "x", file_length: 48, type: "video" },
    ],
    [
      "file",
      "file",
      { url: "https://example.com/report.md", filename: "report.md" },
      { url: "https://example.com/report.md", filename: "report.md", type: "file" },
    ],
    [
      "loc",
      "location",
      { lat: "52.3702", lng: "4.8952", addr: "greenhouse B" },
      { lat: 52.3702, lng: 4.8952, addr: "greenhouse B", type: "loc" },
    ],
    ["cmd", "command", { action: "valve_open" }, { action: "valve_open", type: "cmd" }],
    [
      "custom",
      "custom",
      { customEvent: "alarm", customExts: { tank: "3", level: "low" } },
      {
        customEvent: "alarm",
        customExts: [{ tank: "3" }, { level: "low" }],
        "v2:customExts": { tank: "3", level: "low" },
        type: "custom",
      },
    ],
  ];
  for (const [type, word, body, told] of contents) {
    it(`tells of ${type} what history tells of it`, () => {
      const fields = sentFields({ ...text, type, body }, files);
      should(fields["content_type"]).equal(`chat:user:${word}`);
      should((fields["payload"] as { readonly bodies: unknown }).bodies).eql([told]);
    });
  }

  it("leaves out the fields of a custom message that has none", () => {
    const fields = sentFields({ ...text, type: "custom", body: { customEvent: "alarm" } }, files);
    should((fields["payload"] as { readonly bodies: unknown }).bodies).eql([{ customEvent: "alarm", type: "custom" }]);
  });
});
