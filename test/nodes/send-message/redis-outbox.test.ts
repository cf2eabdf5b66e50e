import helper from "node-red-node-test-helper";
import should from "should";
import { useEmulator } from "../../src/emulator/use-emulator";
import { appNode, sendFlow, until, useNodeFlow } from "../../support/node-flow";
import type { FlowNode, Message, Properties } from "../../support/node-flow";
import { startRedisServer } from "../../../scripts/redis-server";
import type { RedisServer } from "../../../scripts/redis-server";

describe("a send-message node whose app keeps its messages in Redis", () => {
  const { emulator } = useEmulator({ clock: Date.now });
  const flow = useNodeFlow();
  const password = "a-word-that-nobody-may-see";
  let server: RedisServer;
  let emitted: Message[];

  before(async () => {
    server = await startRedisServer({ password });
  });
  after(() => server.remove());
  beforeEach(() => {
    emitted = [];
  });

  const inRedis = (changes: Properties = {}, redisUrl = server.url): FlowNode =>
    appNode(emulator, { outbox: "redis", ...changes }, { redisUrl });
  const warningsOf = (name: string): readonly string[] =>
    flow.warnings().filter((text) => text.includes(`warning.${name}`));

  async function load(nodes: readonly FlowNode[]): Promise<void> {
    await flow.load(nodes);
    flow.node("out").on("input", (msg) => emitted.push(msg));
  }

  it("sends as ever, says what the settings of the Redis mean, and leaves no connection behind", async () => {
    const connections = (): number =>
      process.getActiveResourcesInfo().filter((resource) => resource === "TCPSocketWrap").length;
    const before = connections();
    await load(sendFlow(inRedis()));
    const outcomes = await Promise.all(["ann", "bob"].map((to) => flow.send({ to, text: "hello" })));
    for (const { done, passedOn } of outcomes) {
      should(done).eql([undefined]);
      should(passedOn[0]?.payload).be.an.Array();
      should(passedOn[0]).not.have.property("recovered");
    }
    should(warningsOf("redis-forgets")).have.length(1);
    await helper.clearFlows();
    await until(() => connections() <= before, 2_000);
  });

  it("sends after a deployment what waited before", async () => {
    await load(sendFlow(inRedis({ callsPerSecond: 1 })));
    const users = ["cid", "dan", "eve"];
    const sending = users.map((to) => flow.send({ to, text: "hello", mark: to }));
    await until(() => emitted.length === 1);
    await flow.deploy(sendFlow(inRedis()));
    flow.node("out").on("input", (msg) => emitted.push(msg));
    should((await Promise.all(sending)).map(({ done }) => done)).eql([[undefined], [undefined], [undefined]]);
    await until(() => emitted.length === 3, 8_000);
    should(emitted.map(({ mark }) => mark).sort()).eql(users);
    should(emitted.filter((msg) => msg["recovered"] === true).length).be.within(1, 2);
    should(
      emulator
        .messages()
        .map(({ to }) => to)
        .sort(),
    ).eql(users);
  });

  for (const [name, url, problem] of [
    ["is not there", () => "redis://:secret-word@127.0.0.1:1", "redis-unreachable"],
    ["refuses the password", () => server.url.replace(password, "secret-word"), "redis-refused"],
  ] as const) {
    it(`refuses messages while the Redis ${name}, and shows no password`, async () => {
      await load(sendFlow(inRedis({}, url())));
      const { done, caught } = await flow.send({ to: "ann", text: "hello" });
      should(done).have.length(1);
      should(caught[0]?.["chatError"]).containEql({ code: "CHAT_NOT_CONFIGURED", outcome: "not-sent" });
      should(JSON.stringify(caught)).containEql(`problem.${problem}`).and.not.containEql("secret-word");
      should(warningsOf("outbox-unusable")).have.length(1);
      should(flow.warnings().join("\n")).not.containEql("secret-word");
      should(emulator.requests("send")).be.empty();
    });
  }
});
