import should from "should";
import { useEmulator } from "../src/emulator/use-emulator";
import { useExample } from "./use-example";

describe("the example Upload once, send to many", () => {
  const { emulator } = useEmulator({ clock: Date.now });
  const example = useExample("Upload once, send to many", { "My chat app": emulator });

  it("uploads the picture a single time, and everybody gets that one", async () => {
    example.press("picture of bed 3");
    await example.shown("receipts", 2);
    should(emulator.requests("upload")).have.length(1);
    const [file] = emulator.files();
    const messages = emulator.messages();
    should(messages.map(({ to }) => to).sort()).eql(["183453535346689", "ann", "ben"]);
    for (const { type, body } of messages) {
      should(type).equal("img");
      should(body).containDeep({ filename: "bed-3.jpg", size: { width: 280, height: 187 } });
      should(body["url"]).endWith(`/chatfiles/${file?.uuid}`);
    }
  });
});
