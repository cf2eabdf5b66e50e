import { randomInt } from "node:crypto";
import should from "should";
import { createEmulator } from "../../src/emulator/emulator";
import type { Emulator } from "../../src/emulator/emulator";
import { seededRandom } from "../src/delivery/limits/use-limits";
import { lookIntoOutbox, problemsOf } from "./account-for-numbers";
import type { Batch } from "./account-for-numbers";
import { startNodeRedProcess } from "./node-red-process";
import type { NodeRedProcess } from "./node-red-process";
import { numbersInJournal } from "./numbers-in-journal";
import { numberedFlow, numberedNodes, readPrinted, sendNumbers } from "./numbered-messages";
import { appNode } from "./send-flow";
import { pause, until } from "./until";

const kills = 25;
/** A life ends at a random moment within this time, milliseconds: while it opens its outbox, recovers, takes in, sends. */
const longestLifeMs = 800;

describe("a real Node-RED that is killed with a disk outbox", function () {
  this.timeout(240_000);
  const seed = randomInt(1_000_000);
  const emulators: Emulator[] = [];
  const nodeReds: NodeRedProcess[] = [];

  after(async () => {
    await Promise.all(nodeReds.map((nodeRed) => nodeRed.stop()));
    await Promise.all(emulators.map((emulator) => emulator.stop()));
  });

  it(`loses nothing, doubles nothing unsaid, and keeps the order, 2 × ${kills} kills at random (seed ${seed})`, async () => {
    const random = seededRandom(seed);
    // Beside each other: starting is most of the time.
    const problems = await Promise.all([false, true].map((repeatUnknown) => manyLives(repeatUnknown, random)));
    should(problems).eql([[], []]);
  });

  async function manyLives(repeatUnknown: boolean, random: () => number): Promise<readonly string[]> {
    const emulator = createEmulator({ limits: "strict", delay: { inMs: [0, 20], outMs: [0, 20], seed: seed + 1 } });
    emulators.push(emulator);
    await emulator.start();
    const nodeRed = await startNodeRedProcess({ nodes: numberedNodes });
    nodeReds.push(nodeRed);
    await nodeRed.deploy(numberedFlow(appNode(emulator, { outbox: "disk", retry: "patient", repeatUnknown })));

    const batches: Batch[] = [];
    let from = 1;
    for (let kill = 1; kill <= kills; kill += 1) {
      await sendNumbers(nodeRed, { from, count: 20 });
      await sendNumbers(nodeRed, { from: from + 20, count: 200, atOnce: 5, everyMs: 50 });
      await pause(random() * longestLifeMs);
      await nodeRed.kill();
      const to = readPrinted(nodeRed.lines()).lastGiven;
      batches.push({ from, to, takenIn: Math.max(from - 1, ...(await numbersInJournal(nodeRed))) });
      from = to + 1;
      await nodeRed.startAgain();
    }
    await until("the outbox is empty", 60_000, async () => (await lookIntoOutbox(nodeRed)).census.waiting === 0);
    return problemsOf({ emulator, nodeReds: [nodeRed], batches, repeatUnknown });
  }
});
