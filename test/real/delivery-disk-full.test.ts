import should from "should";
import { createEmulator } from "../../src/emulator/emulator";
import { lookIntoOutbox, problemsOf } from "./account-for-numbers";
import { startNodeRedProcess } from "./node-red-process";
import type { NodeRedProcess } from "./node-red-process";
import { numberedFlow, numberedNodes, readPrinted, sendNumbers } from "./numbered-messages";
import { appNode } from "./send-flow";
import { createSmallDisk, fillDisk, hasSmallDisk, makeRoom } from "./small-disk";
import { pause, until } from "./until";

// Elsewhere the journals' own tests stand for it: they let any call to the disk fail.
if (hasSmallDisk) {
  describe("a real Node-RED whose disk is full", function () {
    this.timeout(60_000);
    const emulator = createEmulator({ limits: "strict", delay: { inMs: [0, 10], outMs: [0, 10] } });
    const disk = createSmallDisk("8m");
    let nodeRed: NodeRedProcess;

    before(async () => {
      await emulator.start();
      nodeRed = await startNodeRedProcess({ runtime: disk.runtime, nodes: { ...numberedNodes, ...disk.nodes } });
    });
    after(async () => {
      await (nodeRed as NodeRedProcess | undefined)?.stop();
      await emulator.stop();
      disk.remove();
    });

    it("refuses what it cannot keep, sends what it has, and goes on when there is room again", async () => {
      await nodeRed.deploy(numberedFlow(appNode(emulator, { outbox: "disk", retry: "patient" })));
      const endings = () => readPrinted(nodeRed.lines()).endings;
      const arrivedOnes = () => endings().filter(({ receipts }) => receipts !== undefined);
      await sendNumbers(nodeRed, { from: 1, count: 300 });
      await until("some have been sent", 10_000, () => arrivedOnes().length >= 50);
      await fillDisk(nodeRed);
      await sendNumbers(nodeRed, { from: 301, count: 100, atOnce: 10, everyMs: 20 });
      await until("all new ones have ended", 10_000, () => endings().filter(({ number }) => number > 300).length >= 50);
      await pause(500);
      const refused = endings().filter(({ error }) => error !== undefined);
      for (const { error } of refused) {
        should(error).containEql({ code: "CHAT_OUTBOX_FULL", outcome: "not-sent" });
        should(error?.issues?.map(({ path }) => path)).eql(["outbox"]);
        should(error?.message).match(/could not keep the message \(ENOSPC;/);
      }
      should(refused.length).be.aboveOrEqual(50);

      await makeRoom(nodeRed);
      await sendNumbers(nodeRed, { from: 401, count: 100 });
      await until("all have ended", 20_000, () => endings().length >= 500);
      should(endings().filter(({ number, receipts }) => number > 400 && receipts !== undefined)).have.length(100);
      should(await problemsOf({ emulator, nodeReds: [nodeRed], batches: [{ from: 1, to: 500 }] })).be.empty();
      should((await lookIntoOutbox(nodeRed)).census).eql({ waiting: 0, uncertain: 0, failed: 0 });
      should(nodeRed.running()).be.true();
    });
  });
}
