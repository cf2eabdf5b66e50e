import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import should from "should";
import { createEmulator } from "../../src/emulator/emulator";
import { startRedisServer } from "../../scripts/redis-server";
import type { RedisServer } from "../../scripts/redis-server";
import { startNodeRedProcess } from "./node-red-process";
import type { NodeRedProcess } from "./node-red-process";
import { numberedFlow, numberedNodes, readPrinted, sendNumbers } from "./numbered-messages";
import type { NumberedEnding } from "./numbered-messages";
import { appNode, send, sendFlow } from "./send-flow";
import { until } from "./until";
import { waitForStatus } from "./wait-for-status";

const password = "Pa55 wörd/#?@:";

describe("an outbox that cannot be used, in a real Node-RED", function () {
  this.timeout(60_000);
  const emulator = createEmulator();
  let nodeRed: NodeRedProcess;
  let other: NodeRedProcess | undefined;
  let redis: RedisServer;

  before(async () => {
    await emulator.start();
    redis = await startRedisServer({ password });
    nodeRed = await startNodeRedProcess({
      nodes: numberedNodes,
      settings: { logging: { console: { level: "trace" } } },
    });
  });
  after(async () => {
    await (nodeRed as NodeRedProcess | undefined)?.stop();
    await other?.stop();
    await (redis as RedisServer | undefined)?.remove();
    await emulator.stop();
  });

  let number = 0;
  beforeEach(() => emulator.reset());

  /** Sends one more message. */
  async function outcomeOfNext(): Promise<NumberedEnding> {
    number += 1;
    await sendNumbers(nodeRed, { from: number, count: 1 });
    const ending = () => readPrinted(nodeRed.lines()).endings.find((each) => each.number === number);
    await until(`message ${number} has ended`, 20_000, () => ending() !== undefined);
    return ending() as NumberedEnding;
  }

  async function expectRefused(path: string, says: RegExp): Promise<void> {
    const { error } = await outcomeOfNext();
    should(error).containEql({ code: "CHAT_NOT_CONFIGURED", outcome: "not-sent" });
    should(error?.issues?.map((issue) => issue.path)).eql([path]);
    should(error?.message).match(says);
    should(error?.message).not.match(/\b(error|problem)\.[\w-]+|__\w+__/);
    should(nodeRed.running()).be.true();
    should(emulator.requests()).be.empty();
    // The dialog is told the same.
    const { body } = await nodeRed.request("/agora-chat/outbox/app");
    should((body as { trouble: unknown }).trouble).containEql({ code: "CHAT_NOT_CONFIGURED" });
    should((body as { trouble: { message: string } }).trouble.message).match(says);
    expectNoPassword(JSON.stringify(body));
  }

  async function expectRefusedAtOpening(path: string, says: RegExp): Promise<void> {
    await expectRefused(path, says);
    const status = await waitForStatus(nodeRed.url(), "send", { fill: "red", shape: "ring" });
    should(status.text).endWith("status.outbox");
  }

  async function expectMended(): Promise<void> {
    await until(
      "it works",
      20_000,
      async () => "census" in ((await nodeRed.request("/agora-chat/outbox/app")).body as object),
    );
    should(await outcomeOfNext()).have.property("receipts");
    should(emulator.messages()).not.be.empty();
  }

  function expectNoPassword(text: string): void {
    for (const form of [password, encodeURIComponent(password), encodeURI(password), "Pa55"])
      should(text).not.containEql(form);
  }

  const deploy = (app: object, credentials: object = {}) =>
    nodeRed.deploy(numberedFlow(appNode(emulator, { ...app, retry: "patient" }, { ...credentials })));
  const folder = (): string => join(nodeRed.userDirectory, "agora-chat-outbox");

  it("refuses messages while its folder cannot be made, and takes them when it can", async () => {
    await writeFile(folder(), "");
    await deploy({ outbox: "disk" });
    await expectRefusedAtOpening("outbox", /agora-chat-outbox.* cannot be written \(E[A-Z]+\)/);
    await rm(folder());
    await expectMended();
  });

  it("refuses messages where a newer version has kept its own, and leaves those alone", async () => {
    await deploy({ outbox: "memory" });
    await writeFile(join(folder(), "app", "format"), "level 2\n");
    await deploy({ outbox: "disk" });
    await expectRefusedAtOpening("outbox", /newer version.*level 2.*Update the palette/);
    await writeFile(join(folder(), "app", "format"), "level 1\n");
    await expectMended();
  });

  it("refuses messages where nobody can read what is there", async () => {
    await deploy({ outbox: "memory" });
    await writeFile(join(folder(), "app", "format"), "\0\0\0");
    await deploy({ outbox: "disk" });
    await expectRefusedAtOpening("outbox", /agora-chat-outbox.* cannot be read/);
    await rm(folder(), { recursive: true });
    await expectMended();
  });

  it("refuses messages where another Node-RED uses its folder", async () => {
    other = await startNodeRedProcess({ nodes: numberedNodes });
    await mkdir(join(other.userDirectory, "agora-chat-outbox"));
    await deploy({ outbox: "memory" });
    await rm(folder(), { recursive: true });
    await symlink(join(other.userDirectory, "agora-chat-outbox"), folder());
    await other.deploy(numberedFlow(appNode(emulator, { outbox: "disk" })));
    await until("the other uses it", 10_000, async () => {
      const { body } = (await other?.request("/agora-chat/outbox/app")) ?? {};
      return "census" in (body as object);
    });
    await deploy({ outbox: "disk" });
    await expectRefusedAtOpening("outbox", /Another Node-RED is using the folder/);
    await other.stop();
    other = undefined;
    await rm(folder());
    await expectMended();
  });

  it("takes no message that cannot be kept, and says which property is at fault", async () => {
    await nodeRed.deploy(sendFlow(appNode(emulator, { outbox: "disk" })));
    const { caught } = await send(nodeRed, { to: "ann", text: "with a socket" });
    should(caught?.chatError).containEql({ code: "CHAT_INVALID_INPUT", outcome: "not-sent" });
    should(caught?.chatError.issues?.map(({ path }) => path.slice(0, 7)).sort()).eql(["msg.req", "msg.res"]);
    should(caught?.error.message).match(/cannot be kept until it is sent: it is \w+\. Delete it from the message/);
    should(emulator.requests()).be.empty();
    should(nodeRed.running()).be.true();
    // In memory it can.
    await nodeRed.deploy(sendFlow(appNode(emulator, { outbox: "memory" })));
    should(await send(nodeRed, { to: "ann", text: "with a socket" })).have.property("passedOn");
  });

  it("says that a Redis URL is none", async () => {
    for (const redisUrl of [
      "127.0.0.1:6379",
      `http://:${encodeURIComponent(password)}@127.0.0.1`,
      "redis://:Pa55#x@127.0.0.1",
    ]) {
      await deploy({ outbox: "redis" }, { redisUrl });
      await expectRefused("redisUrl", /not the address of a Redis server/);
    }
    await deploy({ outbox: "redis" }, { redisUrl: "" });
    await expectRefused("redisUrl", /Missing or empty/);
    await deploy({ outbox: "redis" }, { redisUrl: "${REDIS_URL_THAT_NOBODY_SET}" });
    await expectRefused("redisUrl", /REDIS_URL_THAT_NOBODY_SET/);
  });

  it("says that a Redis cannot be reached, and goes on when it can", async () => {
    await redis.stop();
    await deploy({ outbox: "redis" }, { redisUrl: redis.url });
    await expectRefusedAtOpening(
      "redisUrl",
      new RegExp(`127\\.0\\.0\\.1:${redis.port} cannot be reached \\(ECONNREFUSED\\)`),
    );
    await redis.startAgain();
    await expectMended();
  });

  it("says that a Redis asks for a password, or for another, or knows no such database", async () => {
    const at = `127.0.0.1:${redis.port}`;
    for (const [redisUrl, says] of [
      [`redis://${at}`, /refuses us \(NOAUTH\)/],
      [`redis://:${encodeURIComponent(`${password}!`)}@${at}`, /refuses us \(WRONGPASS\)/],
      [`${redis.url}/99`, /not the address of a Redis server/],
    ] as const) {
      await deploy({ outbox: "redis" }, { redisUrl });
      await expectRefusedAtOpening("redisUrl", says);
    }
    await deploy({ outbox: "redis" }, { redisUrl: redis.url });
    await expectMended();
  });

  it("has said all that in the log, without a password", () => {
    const lines = nodeRed.lines().filter((line) => !/"(payload|body)"/.test(line));
    expectNoPassword(lines.join("\n"));
    const log = lines.join("\n");
    for (const said of [
      /The outbox cannot be used/,
      /The outbox can be used again/,
      /cannot be written \(E/,
      /newer version/,
      /WRONGPASS/,
      /ECONNREFUSED/,
    ]) {
      should(log).match(said);
    }
    should(log).not.match(/unhandled|uncaught/i);
  });
});
