import should from "should";
import { createEmulator } from "../../src/emulator/emulator";
import { startRedisServer } from "../../scripts/redis-server";
import type { RedisServer } from "../../scripts/redis-server";
import { lookIntoOutbox, problemsOf } from "./account-for-numbers";
import type { Batch } from "./account-for-numbers";
import { startNodeRedProcess } from "./node-red-process";
import type { NodeRedProcess } from "./node-red-process";
import { numberedFlow, numberedNodes, readPrinted, sendNumbers } from "./numbered-messages";
import { appNode } from "./send-flow";
import { pause, until } from "./until";

const count = 200;

describe("three real Node-REDs with one outbox in Redis", function () {
  this.timeout(120_000);
  const emulator = createEmulator({ limits: "strict", delay: { inMs: [0, 20], outMs: [0, 20] } });
  let redis: RedisServer;
  let nodeReds: readonly NodeRedProcess[] = [];
  let next = 1;

  before(async () => {
    await emulator.start();
    redis = await startRedisServer({ appendOnly: true, appendFsync: "always" });
    const first = await startNodeRedProcess({ nodes: numberedNodes });
    nodeReds = [first];
    nodeReds = [first, ...(await Promise.all([1, 2].map(() => startNodeRedProcess({ nodes: numberedNodes }))))];
    const app = appNode(emulator, { outbox: "redis", retry: "patient" }, { redisUrl: redis.url });
    for (const nodeRed of nodeReds) await nodeRed.deploy(numberedFlow(app));
  });
  after(async () => {
    await Promise.all(nodeReds.map((nodeRed) => nodeRed.stop()));
    await (redis as RedisServer | undefined)?.remove();
    await emulator.stop();
  });
  beforeEach(() => emulator.reset());

  /** Gives messages to each, and waits until all are taken in. */
  async function begin(): Promise<readonly Batch[]> {
    const batches = nodeReds.map((_, index) => ({ from: next + index * count, to: next + (index + 1) * count - 1 }));
    next += batches.length * count;
    await Promise.all(
      nodeReds.map((nodeRed, index) =>
        sendNumbers(nodeRed, { from: batches[index]?.from ?? 0, count, atOnce: 20, everyMs: 50 }),
      ),
    );
    await until("all are taken in", 20_000, async () => {
      // In this order: what ends in between must not count twice.
      const gone = ended(batches);
      const { waiting } = (await lookIntoOutbox(nodeReds[0] as NodeRedProcess)).census;
      return gone + waiting >= batches.length * count;
    });
    // A message is in line a moment before it is taken in.
    await pause(200);
    return batches;
  }

  /** How many of these the flows have heard of. */
  function ended(batches: readonly Batch[]): number {
    const numbers = new Set(
      nodeReds.flatMap((nodeRed) => readPrinted(nodeRed.lines()).endings).map((each) => each.number),
    );
    return [...numbers].filter((number) => batches.some(({ from, to }) => from <= number && number <= to)).length;
  }

  async function expectAllAccountedFor(batches: readonly Batch[]): Promise<void> {
    await until("all have ended", 60_000, () => ended(batches) === batches.length * count);
    should(await problemsOf({ emulator, nodeReds, batches })).be.empty();
    // They keep the limits together.
    should(emulator.counts().refused).equal(0);
  }

  it("lose nothing when Redis is killed and started again", async () => {
    const batches = await begin();
    await until("some have arrived", 20_000, () => emulator.messages().length > 150);
    await redis.kill();
    await pause(1_500);
    await redis.startAgain();
    await expectAllAccountedFor(batches);
  });

  it("deliver what another had when it was killed", async () => {
    const batches = await begin();
    await until("some have arrived", 20_000, () => emulator.messages().length > 150);
    await nodeReds[2]?.kill();
    await expectAllAccountedFor(batches);
    const { from, to } = batches[2] as Batch;
    const recovered = readPrinted(nodeReds.slice(0, 2).flatMap((nodeRed) => nodeRed.lines())).endings;
    should(recovered.filter(({ number }) => from <= number && number <= to)).not.be.empty();
  });
});
