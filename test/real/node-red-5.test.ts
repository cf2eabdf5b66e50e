import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import should from "should";
import packageJson from "../../package.json";
import { useEmulator } from "../src/emulator/use-emulator";
import { startNodeRedProcess } from "./node-red-process";
import type { NodeRedProcess } from "./node-red-process";
import { nodeRed5 } from "./runtimes";
import { appNode, send, sendFlow } from "./send-flow";
import { useEveryNode } from "./use-every-node";
import { unaccounted, watcher } from "./watch-messages";

describe("the packed palette in a real Node-RED 5 on Node.js 24", function () {
  this.timeout(60_000);
  const used = useEmulator({ clock: Date.now });
  const { emulator } = used;
  let nodeRed: NodeRedProcess;

  before(async function () {
    this.timeout(300_000);
    nodeRed = await startNodeRedProcess({ runtime: await nodeRed5(), nodes: { watcher } });
  });
  after(async () => (nodeRed as NodeRedProcess | undefined)?.stop());

  it("loads", async () => {
    should(nodeRed.lines().join("\n")).match(/Node-RED version: v5\.[\s\S]*Node\.js +version: v24\./);
    const { body } = await nodeRed.request("/nodes");
    const sets = (body as readonly { module: string; err?: string }[]).filter(
      ({ module }) => module === packageJson.name,
    );
    should(sets).have.length(Object.keys(packageJson["node-red"].nodes).length);
    should(sets.filter(({ err }) => err !== undefined)).be.empty();
  });

  it("sends a message", async () => {
    await nodeRed.deploy(sendFlow(appNode(emulator)));
    should(await send(nodeRed, { to: "ann", text: "hello from 5" })).have.property("passedOn");
    should(emulator.messages().map(({ to, body: { msg } }) => [to, msg])).eql([["ann", "hello from 5"]]);
  });

  it("uses every node in one flow", async () => {
    const folder = await mkdtemp(join(tmpdir(), "agora-chat-"));
    try {
      await useEveryNode(nodeRed, used, folder);
      should(unaccounted(nodeRed)).be.empty();
      should(nodeRed.lines().filter((line) => /unhandled|uncaught|deprecat/i.test(line))).be.empty();
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
