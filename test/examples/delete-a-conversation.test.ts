import should from "should";
import { useEmulator } from "../src/emulator/use-emulator";
import { useExample } from "./use-example";

describe("the example Delete a conversation", () => {
  const { emulator } = useEmulator({ clock: Date.now });
  const example = useExample("Delete a conversation", { "My chat app": emulator });

  it("takes it out of one user's list, and leaves the messages", async () => {
    example.press("delete it");
    should(await example.shown("result")).eql([{ result: "ok" }]);
    should(emulator.deletedConversations()).containDeep([
      { user: "ann", channel: "ben", type: "chat", deleteRoam: false },
    ]);
    should(emulator.deletedConversations()).have.length(1);
  });
});
