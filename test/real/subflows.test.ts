import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import should from "should";
import { emptyStatus } from "../../src/emulator/faults";
import { useEmulator } from "../src/emulator/use-emulator";
import { startNodeRedProcess } from "./node-red-process";
import type { NodeRedProcess } from "./node-red-process";
import { backMark, instances, ownAppOf, subflowFlow } from "./subflow-flow";
import type { Sender } from "./subflow-flow";
import { until } from "./until";
import { goThroughEveryNode } from "./use-every-node";
import { waitForStatus } from "./wait-for-status";
import { unaccounted, watcher } from "./watch-messages";

type Said = { readonly through?: string; readonly receipts?: readonly object[]; readonly caught?: object };

describe("subflows in a real Node-RED, with two apps of the same key at two services", function () {
  this.timeout(60_000);
  const services = { one: useEmulator({ clock: Date.now }), two: useEmulator({ clock: Date.now }) };
  const [one, two] = [services.one.emulator, services.two.emulator];
  let nodeRed: NodeRedProcess;
  let folder: string;

  before(async function () {
    this.timeout(240_000);
    folder = mkdtempSync(join(tmpdir(), "subflows-"));
    nodeRed = await startNodeRedProcess({ nodes: { watcher } });
    await nodeRed.deploy(subflowFlow({ one, two }));
  });
  after(async () => {
    await (nodeRed as NodeRedProcess | undefined)?.stop();
    rmSync(folder, { recursive: true });
  });

  async function say(through: (typeof instances)[number], by: Sender, text: string, keep = false): Promise<Said> {
    return (await nodeRed.request("/say", { through, by, text, keep })).body as Said;
  }

  const heardBy = (emulator: typeof one): readonly unknown[] =>
    emulator.messages().map(({ from, to, body }) => [from, to, body["msg"]]);

  it("use every node in two instances at the same time, each with its own app", async () => {
    await Promise.all(
      (["one", "two"] as const).map(async (name) => {
        const own = join(folder, name);
        mkdirSync(own);
        await goThroughEveryNode(nodeRed, services[name], own, `/${name}`);
      }),
    );
    should(unaccounted(nodeRed)).be.empty();
    // A token of the one service would be refused by the other.
    const refused = [one, two].flatMap((service) => service.requests().filter(({ status }) => status !== 200));
    should(refused).be.empty();
  });

  it("give their nodes what the instance says, of the app as well, inside it and outside, nested or not", async () => {
    const answers: Said[] = [];
    for (const through of instances) {
      for (const by of ["own", "given"] as const) answers.push(await say(through, by, `${through} ${by}`));
    }
    should(answers.map(({ through, receipts }) => [through, receipts?.length])).eql(
      instances.flatMap((through) => [1, 1].map((count) => [through, count])),
    );
    should(heardBy(one)).eql([
      ["shed", "ann", "say-one own"],
      ["shed", "ann", "say-one given"],
      ["loft", "cem", "nested-one own"],
    ]);
    should(heardBy(two)).eql([
      ["barn", "ben", "say-two own"],
      ["barn", "ben", "say-two given"],
      ["loft", "cem", "nested-one given"],
    ]);
  });

  it("show how it goes inside as their own status, and tell Catch nodes outside", async () => {
    await say("say-one", "own", "leek");
    should((await waitForStatus(nodeRed.url(), "say-one", { fill: "grey", shape: "dot" })).text).match(/status\.sent$/);
    one.faults.next("send", emptyStatus(403));
    should(await say("say-one", "own", "leek")).match({ caught: { code: "CHAT_REJECTED", operation: "send-message" } });
    await waitForStatus(nodeRed.url(), "say-one", { fill: "red", shape: "ring" });
  });

  it("keep the limits of each app apart, and those of one app together", async () => {
    await nodeRed.deploy(subflowFlow({ one, two }, { callsPerSecond: 2 }));
    const busy = (["say-one", "nested-one"] as const).flatMap((through) =>
      [1, 2, 3].map(() => say(through, "own", "leek")),
    );
    await Promise.all([...busy, say("say-two", "own", "leek")]);
    const [ofOne, ofTwo] = [one, two].map((service) => service.requests("send").map(({ at }) => at));
    const [first = 0, last = 0] = [ofOne?.[0], ofOne?.at(-1)];
    should(ofOne).have.length(6);
    should(last - first).be.above(1_800);
    should(ofTwo).have.length(1);
    should(ofTwo?.[0]).be.below(last);
  });

  it("bring back through the right instance what an outbox kept over a crash", async () => {
    // The crash may come in the middle of a try, of which nobody could say then whether it reached the service.
    await nodeRed.deploy(subflowFlow({ one, two }, { outbox: "disk", retry: "patient", repeatUnknown: true }));
    await Promise.all([one.goAway(), two.goAway()]);
    const kept = instances.flatMap((through) => (["own", "given"] as const).map((by) => ({ through, by })));
    await Promise.all(kept.map(({ through, by }) => say(through, by, `${through} ${by}`, true)));
    for (const [app, count] of [...instances.map((id) => [ownAppOf(id), 1]), ["given-one", 1], ["given-two", 2]]) {
      await until(`${app} keeps ${count}`, 5_000, async () => {
        const { body } = await nodeRed.request(`/agora-chat/outbox/${app}`);
        return (body as { census?: { waiting: number } }).census?.waiting === count;
      });
    }
    await nodeRed.kill();
    await Promise.all([one.comeBack(), two.comeBack()]);
    const before = nodeRed.lines().length;
    await nodeRed.startAgain();

    const back = (): readonly unknown[] => backIn(nodeRed.lines().slice(before));
    await until("all have come back", 15_000, () => back().length >= kept.length);
    const to = { "say-one": "ann", "say-two": "ben", "nested-one": "cem" };
    should(back()).have.length(kept.length);
    for (const { through, by } of kept)
      should(back()).containDeep([{ through, text: `${through} ${by}`, to: to[through] }]);
    should(heardBy(one)).have.length(3);
    should(heardBy(two)).have.length(3);
  });
});

/** What the log says that outboxes brought back. */
function backIn(lines: readonly string[]): readonly unknown[] {
  return lines
    .filter((line) => line.includes(backMark))
    .map((line) => JSON.parse(line.slice(line.indexOf(backMark) + backMark.length)) as unknown);
}
