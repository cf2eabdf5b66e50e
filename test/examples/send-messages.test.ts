import should from "should";
import { useEmulator } from "../src/emulator/use-emulator";
import { useExample } from "./use-example";

describe("the example Send messages", () => {
  const { emulator } = useEmulator({ clock: Date.now });
  const example = useExample("Send messages", { "My chat app": emulator });

  it("tells users and a group, and shows one receipt for each", async () => {
    example.press("soil too dry");
    const receipts = (await example.shown("receipts", 2)).flat();
    should(receipts).have.length(3);
    should(emulator.messages().map(({ to }) => to)).containDeep(["ann", "ben", "183453535346689"]);
  });

  it("sends the address of a picture as it is", async () => {
    example.press("picture of bed 3");
    await example.shown("receipt");
    const [message] = emulator.messages();
    should(message?.body).containEql({ url: "https://example.com/greenhouse.png", filename: "greenhouse.png" });
    should(emulator.requests("upload")).be.empty();
  });

  it("says what is wrong with a position, and sends nothing", async () => {
    example.press("where bed 3 is");
    const [message] = await example.shown("what went wrong");
    should(message).match(/^CHAT_INVALID_INPUT: .*\n.*lat: .*not-a-number$/);
    should(emulator.messages()).be.empty();
  });
});
