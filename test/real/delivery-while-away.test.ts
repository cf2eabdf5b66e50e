import should from "should";
import { createEmulator } from "../../src/emulator/emulator";
import { silent } from "../../src/emulator/faults";
import type { Fault } from "../../src/emulator/faults";
import { problemsOf } from "./account-for-numbers";
import { startNodeRedProcess } from "./node-red-process";
import type { NodeRedProcess } from "./node-red-process";
import { numberedFlow, numberedNodes, readPrinted, sendNumbers, toMany } from "./numbered-messages";
import { appNode } from "./send-flow";
import { pause, until } from "./until";

const count = 1_000;
/** What may be on its way at a time, because the service allows so many calls a second. */
const mostUnderWay = 100;
/** How often it is looked whether the service is back, both times together. */
const mostTries = 10;
const addressing = toMany(200);
const batches = [{ from: 1, to: count, addressing }];

/** Long enough for a busy machine to answer in: what hangs is meant to be counted, and nothing else. */
const timeoutSeconds = 4;
/** Without an answer when it goes away. */
const cutOff = 10;

/** Not accepted, and never answered. */
const swallowed: Fault = { moment: "instead", play: (wire) => wire.hold() };

describe("a real Node-RED whose service goes away in the middle of 1,000 messages", function () {
  this.timeout(120_000);
  const emulator = createEmulator({ limits: "strict", delay: { inMs: [0, 0], outMs: [0, 30] } });
  let nodeRed: NodeRedProcess;

  before(() => emulator.start());
  beforeEach(async () => {
    emulator.reset();
    const settings = { logging: { console: { level: "info", metrics: true, audit: false } } };
    nodeRed = await startNodeRedProcess({ nodes: numberedNodes, settings });
  });
  afterEach(() => nodeRed.stop());
  after(() => emulator.stop());

  for (const [outbox, repeatUnknown] of [
    ["memory", false],
    ["disk", true],
  ] as const) {
    const name = repeatUnknown ? "saying which may have arrived twice" : "saying of which nobody knows";
    it(`delivers all after it was gone, and then hung, ${name} (${outbox})`, async () => {
      await nodeRed.deploy(
        numberedFlow(appNode(emulator, { retry: "patient", outbox, timeout: timeoutSeconds, repeatUnknown })),
      );
      await sendNumbers(nodeRed, { from: 1, count, addressing });
      await until("some have arrived", 20_000, () => emulator.messages().length > 300);
      emulator.faults.next("send", swallowed, cutOff);
      await until("some wait for their answer", 20_000, () => unanswered() === cutOff);
      await lull();
      await emulator.goAway(3_000);
      await until("more have arrived", 20_000, () => emulator.messages().length > 600);
      emulator.faults.next("send", silent(), 20);
      emulator.faults.next("send", swallowed, 1_000_000);
      await pause((timeoutSeconds + 3) * 1_000);
      emulator.faults.clear();
      await until("all have ended", 60_000, () => readPrinted(nodeRed.lines()).endings.length >= count);

      should(await problemsOf({ emulator, nodeReds: [nodeRed], batches, repeatUnknown })).be.empty();
      should(emulator.counts().refused).equal(0);
      // Those that hung were under way together; all others waited.
      should(unanswered() - cutOff).be.within(mostUnderWay / 2, mostUnderWay + mostTries);
      const codes = readPrinted(nodeRed.lines()).endings.flatMap(({ error }) => error?.code ?? []);
      should(codes).matchEach("CHAT_NO_ANSWER");
      should(codes.length).equal(repeatUnknown ? 0 : unanswered());
      // Those that were let go together just then find nobody there, and are tried again.
      const inVain = attempts(nodeRed) - emulator.requests("send").length;
      should(inVain).be.within(0, mostUnderWay + mostTries);
    });
  }

  /** Until nothing comes for a while: then the limit is used up, and nothing is on the wire but what waits for its answer. */
  async function lull(): Promise<void> {
    for (let before = -1; before !== emulator.requests("send").length;) {
      before = emulator.requests("send").length;
      await pause(100);
    }
  }

  /** Requests that arrived and got no answer. */
  function unanswered(): number {
    return emulator.requests("send").filter(({ status }) => status === null).length;
  }
});

/** How many requests the messages took, those that reached nobody included. */
function attempts(nodeRed: NodeRedProcess): number {
  const metrics = nodeRed
    .lines()
    .flatMap((line) => /"event":"[\w.-]*\.attempts".*?"value":(\d+)/.exec(line)?.[1] ?? []);
  return metrics.reduce((sum, value) => sum + Number(value), 0);
}
