import should from "should";
import { useEmulator } from "../src/emulator/use-emulator";
import { useExample } from "./use-example";

describe("the example Camera to phone", () => {
  const { emulator } = useEmulator({ clock: Date.now });
  const example = useExample("Camera to phone", { "My chat app": emulator });

  it("uploads and sends the picture, measured", async () => {
    example.press("picture of bed 3");
    const [receipts] = await example.shown("receipt");
    const [file] = emulator.files();
    const [message] = emulator.messages();
    should(receipts).containDeep([{ to: "ann", chatType: "users", messageId: message?.id }]);
    should(file?.mimeType).equal("image/jpeg");
    should(message?.type).equal("img");
    should(message?.body).containDeep({ filename: "bed-3.jpg", size: { width: 280, height: 187 } });
    should(message?.body["url"]).endWith(`/chatfiles/${file?.uuid}`);
  });

  it("tells why a web page is not sent", async () => {
    example.press("a web page instead");
    const [problem] = await example.shown("what went wrong");
    should(problem).containDeep({ code: "CHAT_INVALID_INPUT", outcome: "not-sent", issues: [{ path: "file" }] });
    should(emulator.requests("upload")).be.empty();
    should(emulator.messages()).be.empty();
  });
});
