import should from "should";
import { createEmulator } from "../../src/emulator/emulator";
import type { Emulator } from "../../src/emulator/emulator";
import { problemsOf } from "./account-for-numbers";
import { startNodeRedProcess } from "./node-red-process";
import type { NodeRedProcess } from "./node-red-process";
import { numberedFlow, numberedNodes, readPrinted, sendNumbers, toMany } from "./numbered-messages";
import { appNode } from "./send-flow";
import { until } from "./until";

const minuteMs = 60_000;
/** What the plan allows in it, of calls and of recipients. */
const quota = 6_000;
const count = quota + 50;
const addressing = toMany(1_000);

const networks = [
  { name: "near", delayMs: [0, 0] },
  { name: "15 to 35 ms away", delayMs: [15, 35] },
] as const;

/** Far below what it is (99 %; `bench/limits` measures that): a machine with much else to do must not fail here. */
const leastShare = 0.8;

describe("real Node-REDs that have more to send than the service takes", function () {
  this.timeout(200_000);
  const runs: { readonly emulator: Emulator; readonly nodeRed: NodeRedProcess }[] = [];

  before(async () => {
    for (const { delayMs } of networks) {
      const emulator = createEmulator({ limits: "strict", delay: { inMs: delayMs, outMs: delayMs } });
      await emulator.start();
      runs.push({ emulator, nodeRed: await startNodeRedProcess({ nodes: numberedNodes }) });
    }
  });
  after(async () => {
    for (const { emulator, nodeRed } of runs) {
      await nodeRed.stop();
      await emulator.stop();
    }
  });

  it("use their quota for a minute, and are refused nothing", async () => {
    // Beside each other: a minute is long.
    await Promise.all(
      runs.map(async ({ emulator, nodeRed }) => {
        await nodeRed.deploy(numberedFlow(appNode(emulator, { retry: "patient" })));
        await sendNumbers(nodeRed, { from: 1, count, addressing });
        await until("all have arrived", 100_000, () => emulator.messages().length === count);
        await until("all have ended", 5_000, () => readPrinted(nodeRed.lines()).endings.length === count);
      }),
    );
    for (const [index, { name }] of networks.entries()) {
      const { emulator, nodeRed } = runs[index] as (typeof runs)[number];
      const sends = emulator.requests("send");
      const end = (sends[0]?.at ?? 0) + minuteMs;
      const inTheMinute = sends.filter(({ at, status }) => status === 200 && at < end).length;
      should(inTheMinute / quota).be.aboveOrEqual(leastShare, `${name}: ${inTheMinute} of ${quota}`);
      should(emulator.counts().refused).equal(0, name);
      const batches = [{ from: 1, to: count, addressing }];
      should(await problemsOf({ emulator, nodeReds: [nodeRed], batches })).be.empty();
    }
  });
});
