import should from "should";
import { useEmulator } from "../src/emulator/use-emulator";
import { useExample } from "./use-example";

describe("the example Recall the last alarm", () => {
  const { emulator } = useEmulator({ clock: Date.now });
  const example = useExample("Recall the last alarm", { "My chat app": emulator });

  it("takes back the last alarm from everybody who got it, and says what was taken back before", async () => {
    example.press("alarm");
    await example.shown("receipts", 1);
    example.press("alarm");
    await example.shown("receipts", 2);

    example.press("false alarm");
    const [results] = await example.shown("recalled or not");
    const [, , ann, ben] = emulator.messages();
    should(emulator.recalled().map(({ id }) => id)).eql([ann?.id, ben?.id]);
    should(results).eql([
      { messageId: ann?.id, to: "ann", recalled: true, reason: null },
      { messageId: ben?.id, to: "ben", recalled: true, reason: null },
    ]);

    example.press("false alarm");
    const [, again] = await example.shown("recalled or not", 2);
    should(again).containDeep([
      { to: "ann", recalled: false },
      { to: "ben", recalled: false },
    ]);
    for (const { reason } of again as readonly { reason: unknown }[])
      should(reason)
        .be.a.String()
        .and.match(/not_found/);
  });

  it("says that an alarm of long ago cannot be taken back", async () => {
    example.press("alarm");
    await example.shown("receipts");
    emulator.clock.advance(3 * 60_000);
    example.press("false alarm");
    const [results] = await example.shown("recalled or not");
    should(results).containDeep([{ to: "ann", recalled: false, reason: "exceed call time limit" }]);
    should(emulator.recalled()).be.empty();
  });
});
