import should from "should";
import { useEmulator } from "../src/emulator/use-emulator";
import { useExample } from "./use-example";

describe("the example Import a list", () => {
  const { emulator } = useEmulator({ clock: Date.now });
  const example = useExample("Import a list", { "My chat app": emulator });

  it("brings the list in with its times, and says which message got which id", async () => {
    example.press("old messages");
    const [results] = await example.shown("imported");
    const messages = emulator.messages();
    should(results).eql(messages.map(({ id }, index) => ({ index, messageId: id })));
    should(messages.map(({ from, to, timestamp }) => [from, to, new Date(timestamp).toISOString()])).eql([
      ["ann", "ben", "2025-10-09T07:12:00.000Z"],
      ["ben", "ann", "2025-10-09T07:15:30.000Z"],
      ["ann", "ben", "2025-10-09T07:40:00.000Z"],
    ]);
    should(messages.map(({ body }) => body["msg"])).eql([
      "Bed 3 is dry again.",
      "The pump was off. It runs now.",
      "The soil is wet. Thank you!",
    ]);
    should(messages.every(({ imported, read }) => imported === true && read === true)).be.true();
  });
});
