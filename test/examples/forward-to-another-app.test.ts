import should from "should";
import * as faults from "../../src/emulator/faults";
import { useEmulator } from "../src/emulator/use-emulator";
import { wholeLists } from "../support/whole-lists";
import { useExample } from "./use-example";

const group = "183453535346689";
const otherGroup = "194564646457790";

describe("the example Forward to another app", () => {
  const { emulator } = useEmulator({ clock: Date.now });
  const { emulator: other } = useEmulator({ clock: Date.now, app: { appKey: "newco#greenhouse" } });
  const example = useExample("Forward to another app", { "My other chat app": other });

  beforeEach(() => example.isCalledBy(emulator));

  it("passes on what is said in the group, of every kind, in the name of who said it", async () => {
    const alarm = { customEvent: "alarm", customExts: { bed: "3", level: "high" } };
    const saying = { chatType: "chatgroups", to: group } as const;
    await emulator.say({ ...saying, from: "ann", body: { msg: "Bed 3 is dry." } });
    await example.shown("passed on", 1);
    await emulator.say({ ...saying, from: "ben", type: "custom", body: alarm });
    const receipts = await example.shown("passed on", 2);
    should(other.messages().map(({ from, chatType, to, type, body }) => [from, chatType, to, type, body])).eql([
      ["ann", "chatgroups", otherGroup, "txt", { msg: "Bed 3 is dry." }],
      ["ben", "chatgroups", otherGroup, "custom", alarm],
    ]);
    should(receipts).containDeep([[{ to: otherGroup }]]);
  });

  it("passes nothing on of other groups, of two people, and of what Node-RED sends", async () => {
    await emulator.say({ from: "ann", chatType: "users", to: "ben", body: { msg: "just you" } });
    await emulator.say({ from: "ann", chatType: "chatgroups", to: "7", body: { msg: "another group" } });
    await emulator.say({ from: "admin", chatType: "chatgroups", to: group, body: { msg: "from a flow" } });
    await emulator.say({ from: "ann", chatType: "chatgroups", to: group, body: { msg: "this" } });
    await example.shown("passed on");
    await emulator.callbacksSettled();
    should(other.messages().map(({ body }) => body["msg"])).eql(["this"]);
  });

  it("says what could not be passed on", async () => {
    other.faults.next("send", faults.quotaExceeded());
    await emulator.say({ from: "ann", chatType: "chatgroups", to: group, body: { msg: "this" } });
    should(await example.shown("what went wrong")).match(wholeLists([/^CHAT_QUOTA_EXCEEDED/]));
  });
});
