import should from "should";
import registerConfig from "../../../nodes/config/config";
import registerRecall from "../../../nodes/recall/recall";
import { useEmulator } from "../../src/emulator/use-emulator";
import { appNode, sendFlow, useNodeFlow } from "../../support/node-flow";
import type { Outcome, Properties } from "../../support/node-flow";
import { refusalOf } from "../../support/refusal";

const id = "1402233445566778899";

/** What never reaches the service, and what is wrong with it. */
interface Case {
  readonly name: string;
  readonly messages?: unknown;
  readonly node?: Properties;
  readonly issues: readonly string[];
}

const cases: readonly Case[] = [
  { name: "nothing", messages: null, issues: ["messages: required"] },
  { name: "an empty text", messages: "", issues: ["messages: required"] },
  { name: "a number, whose last digits are lost", messages: Number(id), issues: ["messages: id-not-text"] },
  { name: "a number that is none", messages: NaN, issues: ["messages: id-not-text"] },
  { name: "true", messages: true, issues: ["messages: not-a-message"] },
  { name: "an object that names no message", messages: { to: "ann" }, issues: ["messages: not-a-message"] },
  { name: "a Buffer", messages: Buffer.from(id), issues: ["messages: not-a-message"] },
  {
    name: "a list with all that may be wrong",
    messages: [id, "", null, { messageId: 7 }, { messageId: id, chatType: "channel" }, { messageId: id, to: ["a"] }],
    issues: [
      "messages[1]: empty-id",
      "messages[2]: not-a-message",
      "messages[3].messageId: id-not-text",
      "messages[4].chatType: not-a-choice",
      "messages[5].to: one-id-expected",
    ],
  },
  { name: "an unknown kind of chat", node: { chatType: "channel" }, issues: ["chatType: not-a-choice"] },
  { name: "several recipients", node: { to: "ann, bob" }, issues: ["to: one-id-expected"] },
  { name: "a sender who is an object", node: { from: "{}", fromType: "json" }, issues: ["from: id-not-text"] },
];

describe("the recall node, given what will not do", () => {
  const { emulator } = useEmulator({ clock: Date.now });
  const newer = useEmulator({ clock: Date.now, recallErrors: "newer" });
  const flow = useNodeFlow();

  async function asked(
    messages: unknown,
    node: Properties = {},
    { emulator: service } = { emulator },
  ): Promise<Outcome> {
    const texts = { messages: "payload", messagesType: "msg", chatType: "users", to: "", toType: "str" };
    const saved = { type: "agora-chat-recall", ...texts, from: "", fromType: "str", ...node };
    await flow.load(sendFlow(appNode(service), saved), [registerConfig, registerRecall]);
    return flow.send({ payload: messages });
  }

  for (const { name, messages = id, node, issues } of cases) {
    it(`asks nothing of the service for ${name}`, async () => {
      const refusal = refusalOf(await asked(messages === null ? undefined : messages, node));
      should(refusal).eql({ code: "CHAT_INVALID_INPUT", operation: "recall", outcome: "not-sent", issues });
      should(emulator.requests()).be.empty();
    });
  }

  it("has nothing to do for an empty list, and says so", async () => {
    const { done, passedOn } = await asked([]);
    should(done).eql([undefined]);
    should(passedOn[0]?.payload).eql([]);
    should(emulator.requests()).be.empty();
  });

  for (const [answers, service] of Object.entries({ older: { emulator }, newer })) {
    it(`loses none of many of which some are unknown, with the ${answers} of the service's answers`, async () => {
      const reply = await fetch(
        `${service.emulator.url}/${service.emulator.app.orgName}/${service.emulator.app.appName}/messages/users`,
        {
          method: "POST",
          headers: { authorization: `Bearer ${service.emulator.app.readyToken}`, "content-type": "application/json" },
          body: JSON.stringify({ to: ["ann"], type: "txt", body: { msg: "wrong" } }),
        },
      );
      const { data } = (await reply.json()) as { readonly data: { readonly ann: string } };
      const { done, passedOn } = await asked([id, data.ann, `${id}0`], { to: "ann" }, service);
      should(done).eql([undefined]);
      should(passedOn[0]?.payload).eql([
        { messageId: id, to: "ann", recalled: false, reason: "not_found msg" },
        { messageId: data.ann, to: "ann", recalled: true, reason: null },
        { messageId: `${id}0`, to: "ann", recalled: false, reason: "not_found msg" },
      ]);
    });
  }
});
