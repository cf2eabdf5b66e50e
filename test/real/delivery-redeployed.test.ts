import should from "should";
import { createEmulator } from "../../src/emulator/emulator";
import { problemsOf } from "./account-for-numbers";
import { startNodeRedProcess } from "./node-red-process";
import type { DeployType, FlowNode, NodeRedProcess } from "./node-red-process";
import { numberedFlow, numberedNodes, readPrinted, sendNumbers } from "./numbered-messages";
import type { NumberedEnding } from "./numbered-messages";
import { appNode } from "./send-flow";
import { pause, until } from "./until";

const count = 300;
const unexpected = /maybe|twice|stopped while|not there any more|Close timed out|Error stopping|unhandled|\[error\]/i;

describe("a real Node-RED that is deployed in the middle of 300 messages on its disk", function () {
  this.timeout(60_000);
  const emulator = createEmulator({ limits: "strict", delay: { inMs: [0, 30], outMs: [0, 30] } });
  let nodeRed: NodeRedProcess;

  before(async () => {
    await emulator.start();
    nodeRed = await startNodeRedProcess({ nodes: numberedNodes });
  });
  after(async () => {
    await (nodeRed as NodeRedProcess | undefined)?.stop();
    await emulator.stop();
  });

  const cases: readonly (readonly [type: DeployType, what: "app" | "send node"])[] = [
    ["full", "app"],
    ["flows", "send node"],
    ["nodes", "send node"],
    ["flows", "app"],
    ["nodes", "app"],
  ];
  for (const [round, [type, what]] of cases.entries()) {
    it(`loses and doubles nothing, and emits through the new node (${type}, another ${what})`, async () => {
      emulator.reset();
      const from = 1 + round * count;
      const since = nodeRed.lines().length;
      const flow = (name: string) =>
        numberedFlow(
          appNode(emulator, { outbox: "disk", retry: "patient", ...(what === "app" ? { name } : {}) }),
          what === "app" ? {} : { name },
        );
      const endings = () => readPrinted(nodeRed.lines().slice(since)).endings;
      await nodeRed.deploy(flow("before"));
      await sendNumbers(nodeRed, { from, count });
      for (const name of ["once", "again", "and at once"]) {
        const ended = endings().length;
        if (name !== "and at once") await until("some have ended", 10_000, () => endings().length >= ended + 30);
        await nodeRed.deploy(unchanged(flow(name)), type);
      }
      await until(
        () =>
          `all have ended; of ${unheardOf(endings(), from)} nothing was heard, ${emulator.messages().length} arrived`,
        20_000,
        () => endings().length >= count,
      );
      await pause(200);
      should(endings()).have.length(count);
      should(endings().some(({ recovered }) => !recovered)).be.true();
      should(
        endings()
          .slice(-100)
          .every(({ recovered }) => recovered),
      ).be.true();
      const batches = [{ from, to: from + count - 1 }];
      should(await problemsOf({ emulator, nodeReds: [nodeRed], batches })).be.empty();
      should(emulator.counts().refused).equal(0);
      should(
        nodeRed
          .lines()
          .slice(since)
          .filter((line) => unexpected.test(line)),
      ).be.empty();
    });
  }
});

/** The numbers of those that have not ended. */
function unheardOf(endings: readonly NumberedEnding[], from: number): string {
  const heard = new Set(endings.map(({ number }) => number));
  return Array.from({ length: count }, (_, index) => from + index)
    .filter((number) => !heard.has(number))
    .join(", ");
}

/** Credentials that come along count as a change, so the editor leaves out those that are as they were. */
function unchanged(flow: readonly FlowNode[]): readonly FlowNode[] {
  return flow.map(({ credentials, ...node }) => node as FlowNode);
}
