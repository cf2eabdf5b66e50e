import should from "should";
import { useEmulator } from "../src/emulator/use-emulator";
import { useExample } from "./use-example";

const alarm = "Bed 3 is too dry (12 %). Please water.";

describe("the example Alarm only once", () => {
  const { emulator } = useEmulator({ clock: Date.now });
  const example = useExample("Alarm only once", { "My chat app": emulator });
  const alarms = (): readonly unknown[] => emulator.messages().map(({ body }) => body["msg"]);

  it("sends one message of a storm of them, and the next only after it was wet again", async () => {
    for (let time = 0; time < 20; time += 1) example.press("too dry");
    const [receipts] = await example.shown("receipts", 1);
    should(receipts).containDeep([{ to: "183453535346689", chatType: "chatgroups" }]);
    for (const button of ["too dry", "wet again", "wet again", "too dry", "too dry"]) example.press(button);
    await example.shown("receipts", 2);
    // Whatever else were on its way would have arrived before this one.
    for (const button of ["wet again", "too dry"]) example.press(button);
    await example.shown("receipts", 3);
    should(alarms()).eql([alarm, alarm, alarm]);
  });

  it("takes a value that goes up and down around the limit for one alarm", async () => {
    for (const button of ["too dry", "a little wetter", "too dry", "a little wetter", "too dry"]) example.press(button);
    await example.shown("receipts", 1);
    for (const button of ["wet again", "too dry"]) example.press(button);
    await example.shown("receipts", 2);
    should(alarms()).eql([alarm, alarm]);
  });
});
