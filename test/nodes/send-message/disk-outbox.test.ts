import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import helper from "node-red-node-test-helper";
import should from "should";
import type { Census, ParkedMessage } from "../../../src/delivery/outbox/outbox";
import * as faults from "../../../src/emulator/faults";
import { useEmulator } from "../../src/emulator/use-emulator";
import { useFastClock } from "../../support/fast-clock";
import { appNode, sendFlow, until, useNodeFlow } from "../../support/node-flow";
import type { FlowNode, Message, Outcome, Properties } from "../../support/node-flow";

describe("a send-message node whose app keeps its messages on the disk", () => {
  useFastClock();
  const { emulator } = useEmulator({ clock: Date.now });
  const flow = useNodeFlow();
  let userDir: string;
  let emitted: Message[];
  let caught: Message[];

  beforeEach(() => {
    userDir = mkdtempSync(join(tmpdir(), "agora-chat-"));
    helper.settings({ userDir });
    emitted = [];
    caught = [];
  });

  afterEach(async () => {
    await helper.clearFlows();
    helper.settings({});
    rmSync(userDir, { recursive: true, force: true });
  });

  const onDisk = (changes: Properties = {}): FlowNode => appNode(emulator, { outbox: "disk", ...changes });

  /** Collects what comes out of the nodes that are there now. */
  function listen(): void {
    flow.node("out").on("input", (msg) => emitted.push(msg));
    flow.node("caught").on("input", (msg) => caught.push(msg));
  }

  async function load(nodes: readonly FlowNode[]): Promise<void> {
    await flow.load(nodes);
    listen();
  }

  async function deploy(nodes: readonly FlowNode[]): Promise<void> {
    await flow.deploy(nodes);
    listen();
  }

  /** Ends Node-RED in good order and begins it anew. */
  async function restart(nodes: readonly FlowNode[]): Promise<void> {
    await helper.unload();
    await load(nodes);
  }

  const sendTo = (...users: readonly string[]): Promise<Outcome>[] =>
    users.map((to) => flow.send({ to, text: `hello ${to}`, mark: to }));
  const recipients = (): readonly unknown[] => emulator.messages().map(({ to }) => to);
  const marks = (messages: readonly Message[]): readonly unknown[] => messages.map(({ mark }) => mark).sort();

  async function view(): Promise<{ census: Census; parked: readonly ParkedMessage[] }> {
    const { body } = await helper.request().get("/agora-chat/outbox/app");
    return body as { census: Census; parked: readonly ParkedMessage[] };
  }

  /** Lets a message hang on the wire until the node gives it up. */
  async function hangOne(nodes: readonly FlowNode[]): Promise<void> {
    await load(nodes);
    emulator.faults.next("send", faults.silent());
    const [sending] = sendTo("ann");
    await until(() => emulator.requests("send").length === 1);
    await helper.unload();
    should((await sending)?.done).eql([undefined]);
    should(emitted).be.empty();
    should(caught).be.empty();
  }

  it("sends as ever, and keeps nothing of what was sent", async () => {
    await load(sendFlow(onDisk()));
    for (const { done, passedOn } of await Promise.all(sendTo("ann", "bob"))) {
      should(done).eql([undefined]);
      should(passedOn).have.length(1);
      should(passedOn[0]).not.have.property("recovered");
    }
    should(readdirSync(join(userDir, "agora-chat-outbox"))).eql(["app"]);
    await restart(sendFlow(onDisk()));
    should(await view()).eql({ census: { waiting: 0, uncertain: 0, failed: 0 }, parked: [] });
    should(recipients()).eql(["ann", "bob"]);
  });

  for (const [name, again] of [
    ["a restart", restart],
    ["a deployment", deploy],
  ] as const) {
    it(`sends after ${name} what waited before: nothing lost, nothing twice, each message as it was`, async () => {
      await load(sendFlow(onDisk({ recipientsPerMinute: 2 })));
      const users = ["ann", "bob", "cid", "dan", "eve", "fay"];
      const sending = sendTo(...users);
      await until(() => emitted.length === 2);
      await again(sendFlow(onDisk()));
      should((await Promise.all(sending)).map(({ done }) => done)).eql(users.map(() => [undefined]));
      await until(() => emitted.length === users.length);
      should(recipients().slice().sort()).eql(users);
      should(marks(emitted)).eql(users);
      should(caught).be.empty();
      const recovered = emitted.filter((msg) => msg["recovered"] === true);
      should(recovered).have.length(4);
      for (const msg of recovered) {
        should(msg).containEql({ to: msg["mark"], text: `hello ${String(msg["mark"])}` });
        should(msg.payload).have.propertyByPath("0", "to").eql(msg["mark"]);
      }
      should(flow.warnings().filter((text) => /maybe-double|stopped|stray/.test(text))).be.empty();
    });
  }

  it("keeps Buffers and dates of the flow's message", async () => {
    await load(sendFlow(onDisk({ recipientsPerMinute: 1 })));
    const more = { picture: Buffer.from([1, 2, 3]), takenAt: new Date(0), nested: { list: [1, null] } };
    const sending = [...sendTo("ann"), flow.send({ to: "bob", text: "x", ...more })];
    await until(() => emitted.length === 1);
    await restart(sendFlow(onDisk()));
    await Promise.all(sending);
    await until(() => emitted.length === 2);
    should(emitted[1]).containEql({ recovered: true, ...more });
  });

  it("gives what waited to the node that takes its place, when only that is deployed", async () => {
    const app = onDisk({ recipientsPerMinute: 2 });
    await load(sendFlow(app));
    const users = ["ann", "bob", "cid", "dan"];
    const sending = sendTo(...users);
    await until(() => emitted.length === 2);
    await flow.deploy(sendFlow(app, { name: "renamed" }), "nodes");
    await Promise.all(sending);
    await until(() => emitted.length === users.length);
    should(marks(emitted)).eql(users);
    should(recipients().slice().sort()).eql(users);
    should(emitted.filter((msg) => msg["recovered"] === true).length).be.within(1, 2);
  });

  it("says of a message whose node was taken away that it was sent, and nothing of what it says", async () => {
    const app = onDisk({ recipientsPerMinute: 1 });
    await load(sendFlow(app));
    const sending = sendTo("ann", "bob");
    await until(() => emitted.length === 1);
    await flow.deploy([app], "nodes");
    await Promise.all(sending);
    await until(() => flow.warnings().some((text) => text.includes("warning.stray-sent")));
    should(recipients()).eql(["ann", "bob"]);
    should(flow.warnings().join("\n")).not.containEql("hello");
  });

  it("tells the flow, without sending again, of what nobody knows whether it arrived", async () => {
    await hangOne(sendFlow(onDisk()));
    await load(sendFlow(onDisk()));
    await until(() => caught.length === 1);
    should(caught[0]).containEql({ mark: "ann", recovered: true });
    should(caught[0]?.["chatError"]).containEql({
      ...{ code: "CHAT_NO_ANSWER", outcome: "unknown", operation: "send-message" },
      uncertain: ["ann"],
    });
    should(caught[0]?.["error"]).have.propertyByPath("source", "id").eql("send");
    should(emulator.requests("send")).have.length(1);
    const { census, parked } = await view();
    should(census).eql({ waiting: 0, uncertain: 1, failed: 0 });
    should(parked[0]).containEql({ state: "uncertain", to: ["ann"], preview: "hello ann" });
  });

  it("sends that again where rather twice than never was chosen, and says so", async () => {
    const app = onDisk({ repeatUnknown: true, retry: "patient" });
    await hangOne(sendFlow(app));
    await load(sendFlow(app));
    await until(() => emitted.length === 1);
    should(emitted[0]).containEql({ mark: "ann", recovered: true });
    should(emulator.requests("send")).have.length(2);
    should(flow.warnings().filter((text) => text.includes("warning.maybe-double"))).have.length(1);
  });

  it("refuses a message that cannot be kept, and sends nothing of it", async () => {
    await load(sendFlow(onDisk()));
    const outcome = await flow.send({ to: "ann", text: "x", req: { socket: new WeakMap() }, res: () => undefined });
    should(outcome.done).have.length(1);
    const error = outcome.caught[0]?.["chatError"] as { code: string; issues: { path: string; problem: string }[] };
    should(error.code).equal("CHAT_INVALID_INPUT");
    should(error.issues.map(({ path }) => path)).eql(["msg.req.socket", "msg.res"]);
    should(error.issues[0]?.problem).endWith("problem.not-storable");
    should(emulator.requests("send")).be.empty();
  });

  describe("where the folder cannot be written", () => {
    const red = { fill: "red", shape: "ring", text: "@chat-flows/node-red-agora-chat/config:status.outbox" };
    const isRed = (): boolean => JSON.stringify(flow.statuses().at(-1)) === JSON.stringify(red);
    const unusable = (): readonly string[] =>
      flow.warnings().filter((text) => text.includes("warning.outbox-unusable"));

    beforeEach(async () => {
      writeFileSync(join(userDir, "agora-chat-outbox"), "in the way");
      await load(sendFlow(onDisk()));
      await until(() => unusable().length > 0);
    });

    it("refuses each message, shows it in red, and says it once in the log", async () => {
      for (const { caught: each } of await Promise.all(sendTo("ann", "bob"))) {
        should(each[0]?.["chatError"]).containEql({ code: "CHAT_NOT_CONFIGURED", outcome: "not-sent" });
        should(JSON.stringify(each[0]?.["chatError"])).containEql("problem.outbox-folder-unwritable");
      }
      await until(isRed);
      await new Promise((resolve) => setTimeout(resolve, 150));
      should(unusable()).have.length(1);
      should(emulator.requests("send")).be.empty();
      const { body } = await helper.request().get("/agora-chat/outbox/app");
      should(body).have.propertyByPath("trouble", "code").eql("CHAT_NOT_CONFIGURED");
    });

    it("takes messages in again when it can, without a deployment", async () => {
      await until(isRed);
      rmSync(join(userDir, "agora-chat-outbox"));
      await until(() => !isRed());
      const [outcome] = await Promise.all(sendTo("bob"));
      should(outcome?.done).eql([undefined]);
      should(recipients()).eql(["bob"]);
    });
  });
});
