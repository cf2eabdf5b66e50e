import should from "should";
import { signed } from "../nodes/receive/use-receive";
import { useEmulator } from "../src/emulator/use-emulator";
import { callbackSecret, useExample } from "./use-example";

const appKey = "farmco#greenhouse";
const group = "183453535346689";

describe("the example Group welcome", () => {
  const { emulator } = useEmulator({ clock: Date.now });
  const example = useExample("Group welcome", { "My chat app": emulator });

  /** As the vendor's pages show it; the emulator has no groups that anybody joins. */
  async function happens(operation: string, from: string, to: string): Promise<void> {
    const id = `${operation}-${from}`;
    await calledBack({
      callId: `${appKey}_${id}`,
      eventType: "chat",
      timestamp: Date.now(),
      chat_type: "muc",
      group_id: group,
      from: `${appKey}_${from}@easemob.com`,
      to,
      msg_id: id,
      payload: { muc_id: `${appKey}_${group}@conference.easemob.com`, is_chatroom: false, operation },
      appkey: appKey,
      host: "msync@easemob",
    });
  }

  async function calledBack(callback: Readonly<Record<string, unknown>>): Promise<void> {
    const { status } = await fetch(`${example.url()}/group-welcome`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(signed(callback, callbackSecret)),
    });
    should(status).equal(200);
  }

  it("greets a new member by name, in the group", async () => {
    await happens("presence", "cho", group);
    const [receipts] = await example.shown("receipt");
    should(receipts).containDeep([{ to: group, chatType: "chatgroups" }]);
    should(emulator.messages().map(({ chatType, to, body }) => [chatType, to, body["msg"]])).eql([
      ["chatgroups", group, "Welcome, cho! Ask us anything about the beds."],
    ]);
  });

  it("greets in the newer form of Easemob's callbacks, too", async () => {
    await calledBack({
      ...{ callId: `${appKey}_join`, timestamp: Date.now(), appkey: appKey },
      ...{ event: "group_op_event", operation: "JOIN", type: "GROUP", id: group, operator: "cho" },
      payload: { member: ["cho"], type: "APPLY" },
    });
    await example.shown("receipt");
    should(emulator.messages().map(({ to, body }) => [to, body["msg"]])).eql([
      [group, "Welcome, cho! Ask us anything about the beds."],
    ]);
  });

  it("says nothing when somebody leaves, is invited, or is put out", async () => {
    await happens("invite", "ann", "dia");
    await happens("leave", "ben", group);
    await happens("kick", "ann", "eli");
    await happens("presence", "dia", group);
    await example.shown("receipt");
    should(emulator.messages().map(({ body }) => body["msg"])).eql(["Welcome, dia! Ask us anything about the beds."]);
  });
});
