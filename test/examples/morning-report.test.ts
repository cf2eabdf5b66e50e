import should from "should";
import { useEmulator } from "../src/emulator/use-emulator";
import { exampleOf } from "./example-files";
import { useExample } from "./use-example";

describe("the example Morning report", () => {
  const { emulator } = useEmulator({ clock: Date.now });
  const example = useExample("Morning report", { "My chat app": emulator });

  it("sends the last value of each sensor to the group", async () => {
    for (const sensor of ["soil of bed 3", "soil of bed 4"]) example.press(sensor);
    await example.shown("sensor", 2);
    example.press("every morning at 7");
    const [receipts] = await example.shown("receipts");
    should(receipts).containDeep([{ to: "183453535346689", chatType: "chatgroups" }]);
    should(emulator.messages().map(({ body }) => body["msg"])).eql([
      "Good morning! The soil today:\nBed 3: 31 %\nBed 4: 18 %",
    ]);
  });

  it("does so at seven, each day", () => {
    const { nodes } = exampleOf("Morning report");
    should(nodes.find(({ crontab }) => crontab !== undefined && crontab !== "")?.["crontab"]).equal("00 07 * * *");
  });
});
