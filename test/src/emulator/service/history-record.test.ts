import should from "should";
import { historyRecord } from "../../../../src/emulator/service/history-record";
import type { EmulatorMessage } from "../../../../src/emulator/service/messages";
import { filesWithLeaf, leafUrl, soilMessage } from "../soil-message";

describe("a message as a history record", () => {
  const files = filesWithLeaf();

  const record = (differences: Partial<EmulatorMessage>) => historyRecord({ ...soilMessage, ...differences }, files);
  const bodyOf = (type: EmulatorMessage["type"], body: EmulatorMessage["body"]): unknown =>
    (record({ type, body })["payload"] as { readonly bodies: readonly unknown[] }).bodies[0];

  it("has the shape of the vendor's example", () => {
    should(record({ ext: { zone: "north" } })).eql({
      msg_id: "1402233445566778899",
      timestamp: 1_759_993_234_567,
      direction: "outgoing",
      from: "sensor-7",
      to: "alice.k",
      chat_type: "chat",
      payload: {
        bodies: [{ msg: "soil too dry", type: "txt" }],
        ext: { zone: "north" },
        from: "sensor-7",
        to: "alice.k",
      },
    });
  });

  it("names the chat type in its own words, and always has an ext", () => {
    should(record({ chatType: "chatgroups" })["chat_type"]).equal("groupchat");
    should(record({ chatType: "chatrooms" })["chat_type"]).equal("chatroom");
    should(record({})["payload"]).containEql({ ext: {} });
  });

  it("writes coordinates as numbers", () => {
    const body = bodyOf("loc", { lat: "52.3702", lng: "4.8952", addr: "greenhouse B" });
    should(body).eql({ lat: 52.3702, lng: 4.8952, addr: "greenhouse B", type: "loc" });
  });

  it("says how long an attachment is and what it is called, where the file is known", () => {
    const size = { width: 480, height: 640 };
    should(bodyOf("img", { url: leafUrl, size })).eql({
      file_length: 48,
      filename: "leaf.png",
      url: leafUrl,
      size,
      type: "img",
    });
    should(bodyOf("audio", { url: leafUrl, filename: "a.amr", length: 7 })).containEql({
      filename: "a.amr",
      file_length: 48,
    });
    const elsewhere = "https://example.com/a.bin";
    should(bodyOf("file", { url: elsewhere, filename: "a" })).eql({ url: elsewhere, filename: "a", type: "file" });
  });

  it("has secrets only where they say something, and calls a video's picture thumb", () => {
    should(
      bodyOf("video", { url: leafUrl, thumbnail: "https://example.com/t.png", secret: "", thumb_secret: "abc" }),
    ).eql({
      file_length: 48,
      filename: "leaf.png",
      url: leafUrl,
      thumb: "https://example.com/t.png",
      thumb_secret: "abc",
      type: "video",
    });
  });

  it("leaves commands and custom messages as they were sent", () => {
    should(bodyOf("cmd", { action: "open" })).eql({ action: "open", type: "cmd" });
    const custom = { customEvent: "alarm", customExts: { tank: "3" } };
    should(bodyOf("custom", custom)).eql({ ...custom, type: "custom" });
  });
});
