import should from "should";
import { useEmulator } from "../src/emulator/use-emulator";
import { useExample } from "./use-example";

describe("the example Moderation", () => {
  const { emulator } = useEmulator({ clock: Date.now });
  const example = useExample("Moderation", {});
  const say = (msg: string): ReturnType<typeof emulator.say> =>
    emulator.say({ from: "ann", chatType: "users", to: "ben", body: { msg }, ext: { zone: "north" } });
  const verdicts = (): readonly unknown[] => emulator.callbacks().map(({ verdict }) => verdict);

  beforeEach(() => example.isCalledBy(emulator));

  for (const words of ["Who has weedkiller?", "WEED KILLER for sale"]) {
    it(`refuses "${words}", and says why`, async () => {
      should(await say(words)).eql({ accepted: false, reason: "no-weedkiller" });
      should(emulator.messages()).be.empty();
      should(verdicts()).eql(["refused"]);
    });
  }

  it("lets nobody pass unasked, not even a user called admin", async () => {
    const said = await emulator.say({ from: "admin", chatType: "users", to: "ben", body: { msg: "Weedkiller!" } });
    should(said).eql({ accepted: false, reason: "no-weedkiller" });
    should(verdicts()).eql(["refused"]);
  });

  it("covers a word, and leaves the rest of the message as it was", async () => {
    await say("Darn it, those darn snails!");
    should(emulator.messages()).containDeep([
      { from: "ann", to: "ben", body: { msg: "**** it, those **** snails!" }, ext: { zone: "north" } },
    ]);
    should(verdicts()).eql(["changed"]);
  });

  it("lets everything else through as it is, and what is no text as well", async () => {
    await say("Good morning!");
    await emulator.say({ from: "ann", chatType: "users", to: "ben", type: "cmd", body: { action: "open" } });
    should(emulator.messages().map(({ body }) => body)).eql([{ msg: "Good morning!" }, { action: "open" }]);
    should(verdicts()).eql(["allowed", "allowed"]);
  });
});
