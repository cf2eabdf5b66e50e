import should from "should";
import { useEmulator } from "../src/emulator/use-emulator";
import { useExample } from "./use-example";

describe("the example Command bot", () => {
  const { emulator } = useEmulator({ clock: Date.now });
  const example = useExample("Command bot", { "My chat app": emulator });
  const say = (msg: string, to = "admin"): Promise<unknown> =>
    emulator.say({ from: "ann", chatType: "users", to, body: { msg } });
  const answers = (): readonly unknown[] => emulator.messages({ to: "ann" }).map(({ body }) => body["msg"]);

  beforeEach(async () => {
    example.isCalledBy(emulator);
    example.press("soil moisture");
    await example.shown("sensor");
  });

  for (const command of ["/status", " /Status "]) {
    it(`answers "${command}" with the sensor's value`, async () => {
      await say(command);
      const [receipts] = await example.shown("receipt");
      should(answers()).eql(["The soil of bed 3 is at 31 % moisture."]);
      should(receipts).containDeep([{ to: "ann", chatType: "users" }]);
    });
  }

  it("answers anything else with help", async () => {
    for (const [index, words] of ["/statues", "how is bed 3?"].entries()) {
      await say(words);
      await example.shown("receipt", index + 1);
    }
    const help = "I know one command: /status says how wet the soil is.";
    should(answers()).eql([help, help]);
  });

  it("says nothing to those who write to each other", async () => {
    await say("/status", "ben");
    await say("/status");
    await example.shown("receipt");
    should(answers()).have.length(1);
  });
});
