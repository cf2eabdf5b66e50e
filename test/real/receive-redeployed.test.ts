import should from "should";
import { wholeLists } from "../support/whole-lists";
import { startNodeRedProcess } from "./node-red-process";
import type { DeployType, NodeRedProcess } from "./node-red-process";
import { decidingFlow, heardNode, receiveNode, receiveTab } from "./receive-flow";
import { receiveProbe, seenBy } from "./receive-probe";
import { post, signedCallback } from "./signed-callback";
import { pause, until } from "./until";
import { waitForStatus } from "./wait-for-status";

describe("a receive node in a real Node-RED 4.1 that is deployed again and again", function () {
  this.timeout(30_000);
  let nodeRed: NodeRedProcess;

  before(async function () {
    this.timeout(240_000);
    nodeRed = await startNodeRedProcess({ nodes: { receiveProbe } });
  });
  after(async () => (nodeRed as NodeRedProcess | undefined)?.stop());

  const statusAt = async (path: string): Promise<number> =>
    (await post(nodeRed, signedCallback("anybody there?"), { path })).status;
  const heardBy = async (node: string): Promise<number> => (await seenBy(nodeRed)).counts[node] ?? 0;

  for (const type of ["full", "flows", "nodes"] as const satisfies readonly DeployType[]) {
    it(`leaves no route behind and no layer in Express (${type})`, async () => {
      await nodeRed.deploy(receiveTab(receiveNode(), heardNode()));
      const { layers } = await seenBy(nodeRed);
      const paths = Array.from({ length: 6 }, (_, index) => `chat-${type}-${index}`);
      for (const [index, path] of paths.entries()) {
        await nodeRed.deploy(receiveTab(receiveNode({ path }), heardNode()), type);
        should(await statusAt(`/${path}`)).equal(200);
        should(await statusAt(`/${paths[index - 1] ?? "chat"}`)).equal(404);
      }
      for (const gone of [receiveTab(receiveNode({ d: true }), heardNode()), receiveTab(heardNode())]) {
        await nodeRed.deploy(gone, type);
        for (const path of ["chat", ...paths]) should(await statusAt(`/${path}`)).equal(404);
        await nodeRed.deploy(receiveTab(receiveNode(), heardNode()), type);
        should(await statusAt("/chat")).equal(200);
      }
      should((await seenBy(nodeRed)).layers).equal(layers);
    });

    it(`lets one of two with the same path answer, and the other take over (${type})`, async () => {
      const first = receiveNode({ id: "first", wires: [["heard by first"]] });
      const second = receiveNode({ id: "second", path: "/chat", wires: [["heard by second"]] });
      const counters = [heardNode({ id: "heard by first" }), heardNode({ id: "heard by second" })];
      await nodeRed.deploy(receiveTab(first, second, ...counters));
      const status = await waitForStatus(nodeRed.url(), "second", { fill: "red", shape: "ring" });
      should(status.text).endWith("status.path-taken");
      should((await waitForStatus(nodeRed.url(), "first", { fill: "green", shape: "ring" })).text).endWith("listening");
      const before = [await heardBy("heard by first"), await heardBy("heard by second")] as const;

      should(await statusAt("/chat")).equal(200);
      await until("the first has it", 2_000, async () => (await heardBy("heard by first")) === before[0] + 1);
      await nodeRed.deploy(receiveTab(second, ...counters), type);
      await waitForStatus(nodeRed.url(), "second", { fill: "green", shape: "ring" });
      should(await statusAt("/chat")).equal(200);
      await until("the second has it", 2_000, async () => (await heardBy("heard by second")) === before[1] + 1);
      should(await heardBy("heard by first")).equal(before[0] + 1);
    });
  }

  describe("and decides what may be sent", () => {
    const verdictOn = async (text: string): Promise<{ readonly verdict: unknown; readonly tookMs: number }> => {
      const from = Date.now();
      const { status, text: answer } = await post(nodeRed, signedCallback(text));
      should(status).equal(200);
      return { verdict: JSON.parse(answer) as unknown, tookMs: Date.now() - from };
    };

    it("answers with the flow's verdict, which comes by way of a function and a delay", async () => {
      await nodeRed.deploy(decidingFlow({ decideWithin: 2_000 }));
      should((await verdictOn("leek, wait 30")).verdict).eql({ valid: true });
      should((await verdictOn("tomato, wait 30")).verdict).eql({ valid: false, code: "no tomatoes here" });
      const changed = (await verdictOn("shout leek")).verdict;
      should(changed).match(
        wholeLists({ valid: true, payload: { bodies: [{ type: "txt", msg: "SHOUT LEEK" }], from: "ann" } }),
      );
      // Many at once, the quick behind the slow: each gets its own.
      const crops = Array.from(
        { length: 40 },
        (_, index) => `${index % 3 === 0 ? "tomato" : "leek"}, wait ${200 - 5 * index}`,
      );
      const verdicts = await Promise.all(crops.map(verdictOn));
      for (const [index, { verdict }] of verdicts.entries()) should(verdict).containEql({ valid: index % 3 !== 0 });
    });

    for (const fallback of ["allow", "refuse"] as const) {
      it(`answers "${fallback}" in time where the verdict is late, and drops that with a warning`, async () => {
        const since = nodeRed.lines().length;
        await nodeRed.deploy(decidingFlow({ decideWithin: 150, fallback }));
        const text = fallback === "allow" ? "tomato, wait 600" : "leek, wait 600";
        const { verdict, tookMs } = await verdictOn(text);
        should(verdict).eql({ valid: fallback === "allow" });
        should(tookMs).be.within(140, 500);
        const log = (): readonly string[] =>
          nodeRed
            .lines()
            .slice(since)
            .filter((line) => /\[(warn|error)\]/.test(line));
        await until("both nodes have said so", 3_000, () => log().length >= 2);
        should(log().filter((line) => line.includes("[agora-chat-receive:receive]"))).have.length(1);
        should(log().filter((line) => line.includes("[agora-chat-respond:respond]"))).have.length(1);
        should((await verdictOn("leek")).verdict).eql({ valid: true });
      });
    }

    for (const type of ["full", "flows", "nodes"] as const satisfies readonly DeployType[]) {
      it(`answers the fallback to what still waits when it is deployed, without delay (${type})`, async () => {
        await nodeRed.deploy(decidingFlow({ decideWithin: 20_000, fallback: "refuse" }));
        const before = await heardBy("heard");
        const waiting = [1, 2, 3].map(() => verdictOn("leek, wait 20000"));
        await until("the flow has them", 2_000, async () => (await heardBy("heard")) === before + 3);
        const from = Date.now();
        await nodeRed.deploy(decidingFlow({ decideWithin: 10_000, fallback: "refuse" }), type);
        for (const { verdict } of await Promise.all(waiting)) should(verdict).eql({ valid: false });
        should(Date.now() - from).be.below(3_000);
        should((await verdictOn("leek")).verdict).eql({ valid: true });
      });
    }
  });

  it("cannot lock out the editor, whose own address somebody gives it", async () => {
    await nodeRed.deploy(receiveTab(receiveNode({ path: "flows" }), heardNode()), "nodes");
    await nodeRed.deploy(receiveTab(receiveNode(), heardNode()), "nodes");
    should(await statusAt("/chat")).equal(200);
  });

  it("never lets Node-RED stumble", async () => {
    await nodeRed.deploy(receiveTab());
    await pause(100);
    should(nodeRed.running()).be.true();
    const unwanted = /unhandled|uncaught|MaxListeners|Close timed out|Error stopping|leek|tomato|anybody there/i;
    should(nodeRed.lines().filter((line) => unwanted.test(line))).be.empty();
  });
});
