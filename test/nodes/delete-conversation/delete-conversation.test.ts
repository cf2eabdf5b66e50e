import should from "should";
import registerConfig from "../../../nodes/config/config";
import registerDeleteConversation from "../../../nodes/delete-conversation/delete-conversation";
import * as faults from "../../../src/emulator/faults";
import { useEmulator } from "../../src/emulator/use-emulator";
import { useFastClock } from "../../support/fast-clock";
import { appNode, sendFlow, until, useNodeFlow } from "../../support/node-flow";
import type { Properties } from "../../support/node-flow";
import { wholeLists } from "../../support/whole-lists";

/** The node as the dialog saves it. */
const saved: Properties = {
  type: "agora-chat-delete-conversation",
  user: "user",
  userType: "msg",
  chatType: "chat",
  channel: "channel",
  channelType: "msg",
  deleteRoam: false,
};

describe("the delete-conversation node", () => {
  const { emulator } = useEmulator({ clock: Date.now });
  const flow = useNodeFlow();
  useFastClock();

  async function load(changes: Properties = {}, app: Properties = {}): Promise<void> {
    const node = { ...saved, ...changes };
    await flow.load(sendFlow(appNode(emulator, app), node), [registerConfig, registerDeleteConversation]);
  }

  /** The status may come a moment later. */
  function shown(status: string): Promise<void> {
    return until(() => flow.statuses().at(-1)?.text?.endsWith(`status.${status}`) === true);
  }

  it("deletes a user's conversation with another", async () => {
    await load();
    const { done, passedOn, completed } = await flow.send({ user: "ann", channel: "bob", topic: "kept" });
    should(done).eql([undefined]);
    should(completed).have.length(1);
    should(passedOn).match(wholeLists([{ topic: "kept", payload: { result: "ok" } }]));
    should(emulator.deletedConversations()).match(
      wholeLists([{ user: "ann", channel: "bob", type: "chat", deleteRoam: false }]),
    );
    await shown("deleted");
  });

  it("deletes one with a group, and its messages", async () => {
    await load({ chatType: "groupchat", deleteRoam: true });
    await flow.send({ user: "ann", channel: "184524748161025" });
    should(emulator.deletedConversations()).match(wholeLists([{ type: "groupchat", deleteRoam: true }]));
  });

  it("takes both from the message where a flow written by hand says nothing", async () => {
    await load(Object.fromEntries(Object.keys(saved).map((name) => [name, name === "type" ? saved[name] : undefined])));
    const { done } = await flow.send({ user: "ann", channel: "bob" });
    should(done).eql([undefined]);
    should(emulator.deletedConversations()).match(
      wholeLists([{ user: "ann", channel: "bob", type: "chat", deleteRoam: false }]),
    );
  });

  it("tries again where no answer came: twice is as good as once", async () => {
    await load({}, { retry: "brisk" });
    emulator.faults.next("delete-conversation", faults.dropAfter());
    should((await flow.send({ user: "ann", channel: "bob" })).done).eql([undefined]);
    should(emulator.deletedConversations()).have.length(2);
  });

  it("says everything that is wrong before anything reaches the wire", async () => {
    await load({ channel: "$error('no')", channelType: "jsonata", chatType: "chatroom" });
    const { done, passedOn, caught } = await flow.send({ user: ["ann", "bob"] });
    should(done).have.length(1);
    should(passedOn).be.empty();
    const { code, issues } = caught[0]?.["chatError"] as { code: string; issues: readonly { path: string }[] };
    should(code).equal("CHAT_INVALID_INPUT");
    should(issues.map(({ path }) => path)).eql(["channel", "user", "chatType"]);
    should(emulator.requests()).be.empty();
  });

  it("is not content with an answer that it cannot read", async () => {
    await load();
    emulator.faults.next("delete-conversation", faults.notJson());
    const { caught } = await flow.send({ user: "ann", channel: "bob" });
    should(caught).match(wholeLists([{ chatError: { code: "CHAT_BAD_ANSWER", outcome: "sent" } }]));
  });
});
