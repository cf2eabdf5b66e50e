import should from "should";
import registerConfig from "../../../nodes/config/config";
import registerDeleteConversation from "../../../nodes/delete-conversation/delete-conversation";
import { useEmulator } from "../../src/emulator/use-emulator";
import { appNode, sendFlow, useNodeFlow } from "../../support/node-flow";
import type { Properties } from "../../support/node-flow";
import { refusalOf } from "../../support/refusal";

const cases: readonly {
  readonly name: string;
  readonly msg?: Properties;
  readonly node?: Properties;
  readonly issues: readonly string[];
}[] = [
  { name: "nobody's", msg: { user: undefined }, issues: ["user: required"] },
  { name: "null's", msg: { user: null }, issues: ["user: required"] },
  { name: "a blank user's", msg: { user: " " }, issues: ["user: empty-id"] },
  { name: "a number's", msg: { user: 7 }, issues: ["user: id-not-text"] },
  { name: "two users'", msg: { user: ["ann", "bob"] }, issues: ["user: one-id-expected"] },
  { name: "two users' in one text", msg: { user: "ann\nbob" }, issues: ["user: one-id-expected"] },
  { name: "one with nobody", msg: { channel: "" }, issues: ["channel: required"] },
  { name: "one with many", msg: { channel: "bob;cid" }, issues: ["channel: one-id-expected"] },
  { name: "one with an object", msg: { channel: {} }, issues: ["channel: id-not-text"] },
  { name: "one with a room", node: { chatType: "chatroom" }, issues: ["chatType: not-a-choice"] },
  { name: "one of no kind", node: { chatType: "" }, issues: ["chatType: required"] },
  {
    name: "one in which all is wrong",
    msg: { user: 1, channel: [] },
    node: { chatType: 7 },
    issues: ["channel: one-id-expected", "chatType: not-a-choice", "user: id-not-text"],
  },
];

describe("the delete-conversation node, asked to delete", () => {
  const { emulator } = useEmulator({ clock: Date.now });
  const flow = useNodeFlow();

  for (const { name, msg, node, issues } of cases) {
    it(`${name}: asks nothing of the service`, async () => {
      const fields = { user: "user", userType: "msg", channel: "channel", channelType: "msg", chatType: "chat" };
      const saved = { type: "agora-chat-delete-conversation", ...fields, ...node };
      await flow.load(sendFlow(appNode(emulator), saved), [registerConfig, registerDeleteConversation]);
      const refusal = refusalOf(await flow.send({ user: "ann", channel: "bob", ...msg }));
      should(refusal).eql({
        code: "CHAT_INVALID_INPUT",
        operation: "delete-conversation",
        outcome: "not-sent",
        issues,
      });
      should(emulator.requests()).be.empty();
    });
  }
});
