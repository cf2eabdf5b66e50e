import should from "should";
import { messageFields, recalledFields, sentFields } from "../../../../src/emulator/callbacks/callback-fields";
import type { EmulatorMessage } from "../../../../src/emulator/service/messages";
import { filesWithLeaf, leafUrl, soilMessage } from "../soil-message";

describe("what happened, in the fields of a callback", () => {
  const files = filesWithLeaf();

  it("is a message that was sent", () => {
    should(sentFields({ ...soilMessage, ext: { zone: "north" } }, files)).eql({
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
      const fields = sentFields({ ...soilMessage, chatType, to: "66016455491585" }, files);
      should(fields).containEql({ ...place, content_type: `chat:${word}:text` });
    }
  });

  it("is a message that is about to be sent, of which nobody knows yet whether it was", () => {
    const fields = messageFields({ ...soilMessage, chatType: "chatrooms", to: "22" }, files);
    should(fields).containEql({ chat_type: "chatroom", group_id: "22", to: "22", msg_id: soilMessage.id });
    should(fields).not.have.any.keys("eventType", "content_type");
    should(messageFields({ ...soilMessage, chatType: "chatgroups" }, files)["chat_type"]).equal("groupchat");
  });

  it("is a message that was taken back, with an id of its own", () => {
    should(recalledFields(soilMessage, "admin", "1402233445566778900")).eql({
      eventType: "chat",
      chat_type: "recall",
      from: "admin",
      to: "alice.k",
      msg_id: "1402233445566778900",
      recall_id: "1402233445566778899",
      payload: { ext: {}, ack_message_id: "1402233445566778899", bodies: [] },
    });
    should(recalledFields({ ...soilMessage, chatType: "chatgroups" }, "admin", "1")["group_id"]).equal("alice.k");
  });

  const contents: readonly (readonly [EmulatorMessage["type"], string, EmulatorMessage["body"], object])[] = [
    ["txt", "text", { msg: "hello" }, { msg: "hello", type: "txt" }],
    [
      "img",
      "image",
      { url: leafUrl, size: { width: 480, height: 640 }, secret: "" },
      { url: leafUrl, size: { width: 480, height: 640 }, file_length: 48, filename: "leaf.png", type: "img" },
    ],
    [
      "audio",
      "voice",
      { url: leafUrl, filename: "pump.amr", length: 7, secret: "o8nS" },
      { url: leafUrl, filename: "pump.amr", length: 7, secret: "o8nS", file_length: 48, type: "audio" },
    ],
    [
      "video",
      "video",
      { url: leafUrl, filename: "cam.mp4", thumb: leafUrl, length: 10, thumb_secret: "x" },
      {
        url: leafUrl,
        filename: "cam.mp4",
        thumb: leafUrl,
        length: 10,
        thumb_secret: "x",
        file_length: 48,
        type: "video",
      },
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
      const fields = sentFields({ ...soilMessage, type, body }, files);
      should(fields["content_type"]).equal(`chat:user:${word}`);
      should((fields["payload"] as { readonly bodies: unknown }).bodies).eql([told]);
    });
  }

  it("leaves out the fields of a custom message that has none", () => {
    const fields = sentFields({ ...soilMessage, type: "custom", body: { customEvent: "alarm" } }, files);
    should((fields["payload"] as { readonly bodies: unknown }).bodies).eql([{ customEvent: "alarm", type: "custom" }]);
  });
});
