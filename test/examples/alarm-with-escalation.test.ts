import should from "should";
import * as faults from "../../src/emulator/faults";
import { useEmulator } from "../src/emulator/use-emulator";
import { wholeLists } from "../support/whole-lists";
import { useExample } from "./use-example";

const group = "183453535346689";
const alarm = "The pump of greenhouse B has stopped.";

describe("the example Alarm with escalation", () => {
  const { emulator } = useEmulator({ clock: Date.now });
  const example = useExample("Alarm with escalation", { "My chat app": emulator });
  const said = (): readonly unknown[] => emulator.messages().map(({ to, body }) => [to, body["msg"]]);

  it("tells Ann, and nobody else", async () => {
    example.press("the pump has stopped");
    await example.shown("receipt");
    should(said()).eql([["ann", alarm]]);
  });

  it("tells the group what Ann could not be told, and why", async () => {
    emulator.faults.next("send", faults.quotaExceeded());
    example.press("the pump has stopped");
    const [receipts] = await example.shown("escalated");
    should(receipts).containDeep([{ to: group, chatType: "chatgroups" }]);
    should(said()).eql([[group, `Ann could not be told (CHAT_QUOTA_EXCEEDED): ${alarm}`]]);
  });

  it("tells the group that Ann may not know, where no answer came", async () => {
    emulator.faults.next("send", faults.dropAfter());
    example.press("the pump has stopped");
    await example.shown("escalated");
    should(said()).eql([
      ["ann", alarm],
      [group, `Ann may not know of this: ${alarm}`],
    ]);
  });

  it("says where nobody could be told", async () => {
    emulator.faults.next("send", faults.quotaExceeded(), 2);
    example.press("the pump has stopped");
    should(await example.shown("nobody was told")).match(wholeLists([/^CHAT_QUOTA_EXCEEDED/]));
    should(said()).be.empty();
  });
});
