import should from "should";
import type { Emulator } from "../../src/emulator/emulator";
import * as faults from "../../src/emulator/faults";
import { useEmulator } from "../src/emulator/use-emulator";
import { hourOf, saidInThePast } from "./past-messages";
import { useExample } from "./use-example";

describe("the example Move history to another app", () => {
  const old = useEmulator({ clock: Date.now });
  const { emulator: fresh } = useEmulator({ clock: Date.now, app: { appKey: "newco#greenhouse" } });
  const example = useExample("Move history to another app", { "My chat app": old.emulator, "My new chat app": fresh });

  it("brings one-to-one and group messages into the new app, with their times", async () => {
    await saidInThePast(old, [
      { hoursAgo: 3, to: "ben", text: "hello" },
      { hoursAgo: 3, to: "183453535346689", text: "hello all", chatType: "chatgroups" },
    ]);
    example.press("move the history");
    should(await example.shown("summary")).containDeep([{ messages: 2 }]);
    const [imported] = await example.shown("imported");
    should(said(fresh)).eql(said(old.emulator));
    should(imported).eql(fresh.messages().map(({ id }, index) => ({ index, messageId: id })));
  });

  it("leaves the messages of chat rooms out", async () => {
    const timestamp = Date.now() - 3 * 3_600_000;
    const payload = { bodies: [{ type: "txt", msg: "hello" }], ext: {}, from: "ann", to: "9" };
    const record = { timestamp, direction: "outgoing", from: "ann", to: "9", payload };
    old.emulator.history.put(hourOf(timestamp), [
      { ...record, msg_id: "1", chat_type: "chatroom" },
      { ...record, msg_id: "2", chat_type: "chat" },
    ]);
    example.press("move the history");
    await example.shown("imported");
    should(fresh.messages().map(({ chatType }) => chatType)).eql(["users"]);
  });

  it("says which messages were not imported", async () => {
    await saidInThePast(old, [
      { hoursAgo: 3, to: "ben", text: "first" },
      { hoursAgo: 3, to: "ben", text: "second" },
    ]);
    fresh.faults.next("import", faults.slow(0));
    fresh.faults.next("import", faults.quotaExceeded());
    example.press("move the history");
    const [problem] = await example.shown("what went wrong");
    const [first] = fresh.messages();
    should(fresh.messages()).have.length(1);
    should(problem).containDeep({ code: "CHAT_QUOTA_EXCEEDED", done: [{ index: 0, messageId: first?.id }], left: [1] });
  });

  it("says that the history could not be read", async () => {
    old.emulator.faults.next("history", faults.quotaExceeded());
    example.press("move the history");
    should(await example.shown("what went wrong")).containDeep([{ operation: "history", code: "CHAT_QUOTA_EXCEEDED" }]);
    should(fresh.requests("import")).be.empty();
  });
});

function said(emulator: Emulator): readonly unknown[] {
  return emulator
    .messages()
    .map(({ from, to, chatType, body, timestamp }) => ({ from, to, chatType, body, timestamp }));
}
