import should from "should";
import { until } from "../support/node-flow";
import { useEmulator } from "../src/emulator/use-emulator";
import { useExample } from "./use-example";

const group = "183453535346689";
const gnome = { url: "https://example.com/gnome.png", filename: "gnome.png" };

describe("the example Echo bot", () => {
  const { emulator } = useEmulator({ clock: Date.now });
  const example = useExample("Echo bot", { "My chat app": emulator });
  const said = (): readonly unknown[] => emulator.messages().map(({ from, to, body }) => [from, to, body["msg"]]);

  beforeEach(() => example.isCalledBy(emulator));

  it("says back what is written to it, and never answers itself", async () => {
    await emulator.say({ from: "ann", chatType: "users", to: "admin", body: { msg: "hello" } });
    await example.shown("receipt", 1);
    // The service has told of the answer, too.
    await until(() => emulator.callbacks().filter(({ status }) => status === 200).length === 2);
    await emulator.say({ from: "ann", chatType: "users", to: "admin", body: { msg: "still there?" } });
    await example.shown("receipt", 2);
    await emulator.callbacksSettled();
    should(said()).eql([
      ["ann", "admin", "hello"],
      ["admin", "ann", "hello"],
      ["ann", "admin", "still there?"],
      ["admin", "ann", "still there?"],
    ]);
  });

  it("says it into the group where it was said, and does not take its own words there for somebody else's", async () => {
    for (const msg of ["one", "two", "three"]) {
      await emulator.say({ from: "ben", chatType: "chatgroups", to: group, body: { msg } });
      const answered = emulator.messages().length + 1;
      await until(() => emulator.callbacks().filter(({ status }) => status === 200).length === answered);
    }
    should(said()).eql(
      ["one", "two", "three"].flatMap((msg) => [
        ["ben", group, msg],
        ["admin", group, msg],
      ]),
    );
  });

  it("gives a picture back as a picture", async () => {
    await emulator.say({ from: "ann", chatType: "users", to: "admin", type: "img", body: gnome });
    await example.shown("receipt");
    const [, answer] = emulator.messages();
    should(answer).containDeep({ from: "admin", to: "ann", type: "img", body: gnome });
  });

  it("leaves what others say to each other alone", async () => {
    await emulator.say({ from: "ann", chatType: "users", to: "ben", body: { msg: "hello" } });
    await emulator.say({ from: "ann", chatType: "users", to: "admin", body: { msg: "hello bot" } });
    await example.shown("receipt");
    should(said()).eql([
      ["ann", "ben", "hello"],
      ["ann", "admin", "hello bot"],
      ["admin", "ann", "hello bot"],
    ]);
  });
});
