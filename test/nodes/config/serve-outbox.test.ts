import helper from "node-red-node-test-helper";
import type { AdminAnswer } from "node-red-node-test-helper";
import type { NodeAPI } from "node-red";
import should from "should";
import registerConfig from "../../../nodes/config/config";
import registerSendMessage from "../../../nodes/send-message/send-message";
import type { Census, ParkedMessage } from "../../../src/delivery/outbox/outbox";
import { outboxTrouble } from "../../../src/delivery/outbox/outbox-trouble";
import * as faults from "../../../src/emulator/faults";
import { useEmulator } from "../../src/emulator/use-emulator";
import { appNode, sendFlow, until, useNodeFlow } from "../../support/node-flow";
import type { Message } from "../../support/node-flow";
import { guardedConfig } from "./guarded-config";

interface View {
  readonly census: Census;
  readonly parked: readonly ParkedMessage[];
}

describe("agora-chat/outbox", () => {
  const { emulator } = useEmulator({ clock: Date.now });
  const flow = useNodeFlow();
  const get = async (id = "app"): Promise<AdminAnswer> => helper.request().get(`/agora-chat/outbox/${id}`);
  const post = async (body: unknown, id = "app"): Promise<AdminAnswer> =>
    helper.request().post(`/agora-chat/outbox/${id}`).send(body);
  const view = async (): Promise<View> => (await get()).body as View;

  /** Sends messages of which nobody knows whether they arrived. */
  async function loseAnswers(...texts: readonly string[]): Promise<void> {
    emulator.faults.next("send", faults.dropAfter(), texts.length);
    for (const text of texts) await flow.send({ to: "ann", text, mark: text });
  }

  it("shows that nothing waits", async () => {
    await flow.load(sendFlow(appNode(emulator)));
    const { status, body } = await get();
    should(status).equal(200);
    should(body).eql({ census: { waiting: 0, uncertain: 0, failed: 0 }, parked: [] });
  });

  it("shows what somebody must decide about, the oldest first", async () => {
    await flow.load(sendFlow(appNode(emulator)));
    await loseAnswers("pump 1 is hot", "pump 2 is hot");
    const { census, parked } = await view();
    should(census).eql({ waiting: 0, uncertain: 2, failed: 0 });
    should(parked.map(({ preview }) => preview)).eql(["pump 1 is hot", "pump 2 is hot"]);
    should(parked[0]).containEql({ state: "uncertain", code: "CHAT_NO_ANSWER", to: ["ann"], type: "txt" });
  });

  it("shows two hundred of them at most", async () => {
    await flow.load(sendFlow(appNode(emulator, { callsPerSecond: 1_000 })));
    emulator.faults.next("send", faults.dropAfter(), 210);
    await Promise.all(Array.from({ length: 210 }, (_, index) => flow.send({ to: `user${index}`, text: "x" })));
    const { census, parked } = await view();
    should(census.uncertain).equal(210);
    should(parked).have.length(200);
  });

  it("sends again what is decided so: the node emits it as it was", async () => {
    await flow.load(sendFlow(appNode(emulator)));
    const emitted: Message[] = [];
    flow.node("out").on("input", (msg) => emitted.push(msg));
    await loseAnswers("one", "two");
    const { parked } = await view();
    should((await post({ ids: [parked[1]?.id], decision: "send" })).body).eql({ decided: 1 });
    await until(() => emitted.length === 1);
    should(emitted[0]).containEql({ mark: "two", text: "two", recovered: true });
    should(emitted[0]?.payload).have.propertyByPath("0", "to").eql("ann");
    should(emitted[0]).not.have.property("chatError");
    should((await view()).census).eql({ waiting: 0, uncertain: 1, failed: 0 });
    should(flow.warnings().filter((text) => text.includes("warning.maybe-double"))).have.length(1);
  });

  it("gives what fails again to the Catch nodes", async () => {
    await flow.load(sendFlow(appNode(emulator)));
    const caught: Message[] = [];
    flow.node("caught").on("input", (msg) => caught.push(msg));
    await loseAnswers("one");
    emulator.faults.next("send", faults.unavailable());
    await post({ ids: "all", decision: "send" });
    await until(() => caught.length === 2);
    should(caught[1]).containEql({ mark: "one", recovered: true, statusCode: 503 });
    should(caught[1]?.["chatError"]).containEql({ code: "CHAT_UNAVAILABLE", operation: "send-message" });
    should(caught[1]?.["error"]).have.propertyByPath("source", "id").eql("send");
  });

  it("drops what is decided so, and says of how many", async () => {
    await flow.load(sendFlow(appNode(emulator)));
    await loseAnswers("one", "two");
    should((await post({ ids: "all", decision: "drop" })).body).eql({ decided: 2 });
    should((await post({ ids: "all", decision: "drop" })).body).eql({ decided: 0 });
    should(await view()).eql({ census: { waiting: 0, uncertain: 0, failed: 0 }, parked: [] });
  });

  for (const [name, body] of Object.entries({
    "an empty request": {},
    "no decision": { ids: "all" },
    "another decision": { ids: "all", decision: "keep" },
    "no ids": { decision: "drop" },
    "other ids": { ids: [1], decision: "drop" },
    "a word for all": { ids: "every", decision: "drop" },
    "a list of nothing": [],
  })) {
    it(`refuses ${name}`, async () => {
      await flow.load(sendFlow(appNode(emulator)));
      await loseAnswers("one");
      should((await post(body)).status).equal(400);
      should((await view()).census.uncertain).equal(1);
    });
  }

  for (const id of ["gone", "send", "__proto__", "%2e%2e"]) {
    it(`knows no app ${id}`, async () => {
      await flow.load(sendFlow(appNode(emulator)));
      should((await get(id)).status).equal(404);
      should((await post({ ids: "all", decision: "drop" }, id)).status).equal(404);
    });
  }

  it("says in words why an outbox cannot be used", async () => {
    await flow.load(sendFlow(appNode(emulator)));
    const { chatApp } = flow.node("app") as unknown as { chatApp: { outbox: Record<string, unknown> } };
    const refuse = (): Promise<never> => Promise.reject(outboxTrouble("outbox", "outbox-in-use", { found: "/x" }));
    Object.assign(chatApp.outbox, { census: refuse, parked: refuse, decide: refuse });
    const { status, body } = await get();
    should(status).equal(200);
    should(body).have.propertyByPath("trouble", "code").eql("CHAT_NOT_CONFIGURED");
    should(JSON.stringify(body)).containEql("problem.outbox-in-use");
    const decided = await post({ ids: "all", decision: "send" });
    should(decided.status).equal(409);
    should(decided.body).have.property("trouble");
  });

  it("says what an app lacks that cannot work at all", async () => {
    await flow.load(sendFlow(appNode(emulator, { appKey: "" })));
    const { status, body } = await get();
    should(status).equal(200);
    should(JSON.stringify(body)).containEql("CHAT_NOT_CONFIGURED").and.containEql("appKey");
  });

  it("tells nothing of a defect but that there is one", async () => {
    await flow.load(sendFlow(appNode(emulator)));
    const { chatApp } = flow.node("app") as unknown as { chatApp: { outbox: Record<string, unknown> } };
    chatApp.outbox["census"] = () => Promise.reject(new Error("a private word"));
    const { status, text } = await get();
    should(status).equal(200);
    should(text).containEql("trouble").and.not.containEql("private");
  });

  it("is read by those who may look, and decided by those who may change flows", async () => {
    const asked: string[] = [];
    await flow.load([], [guardedConfig(asked), registerSendMessage]);
    should((await get()).status).equal(401);
    should((await post({ ids: "all", decision: "drop" })).status).equal(401);
    should(asked).eql(["agora-chat.read", "agora-chat.write"]);
  });

  it("tells open editors of changes, and no longer when the app is taken away", async () => {
    const published: unknown[][] = [];
    const listening = (RED: NodeAPI): void => {
      const comms = { publish: (...args: unknown[]) => published.push(args) };
      registerConfig(Object.create(RED, { comms: { value: comms } }) as NodeAPI);
    };
    await flow.load(sendFlow(appNode(emulator)), [listening, registerSendMessage]);
    await loseAnswers("one");
    await until(() => published.length > 0 && JSON.stringify(published.at(-1)).includes('"uncertain":1'));
    should(published.at(-1)).eql(["agora-chat/outbox/app", { waiting: 0, uncertain: 1, failed: 0 }, false]);
  });
});
