import should from "should";
import packageJson from "../../package.json";
import { createEmulator } from "../../src/emulator/emulator";
import { startNodeRedProcess } from "./node-red-process";
import { nodeRed5 } from "./runtimes";
import { appNode, send, sendFlow } from "./send-flow";

describe("the packed palette in a real Node-RED 5 on Node.js 24", function () {
  this.timeout(300_000);

  it("loads and sends a message", async () => {
    const emulator = createEmulator();
    await emulator.start();
    const nodeRed = await startNodeRedProcess({ runtime: await nodeRed5() });
    try {
      should(nodeRed.lines().join("\n")).match(/Node-RED version: v5\.[\s\S]*Node\.js +version: v24\./);
      const { body } = await nodeRed.request("/nodes");
      const sets = (body as readonly { module: string; err?: string }[]).filter(
        ({ module }) => module === packageJson.name,
      );
      should(sets).have.length(Object.keys(packageJson["node-red"].nodes).length);
      should(sets.filter(({ err }) => err !== undefined)).be.empty();

      await nodeRed.deploy(sendFlow(appNode(emulator)));
      should(await send(nodeRed, { to: "ann", text: "hello from 5" })).have.property("passedOn");
      should(emulator.messages().map(({ to, body: { msg } }) => [to, msg])).eql([["ann", "hello from 5"]]);
    } finally {
      await nodeRed.stop();
      await emulator.stop();
    }
  });
});
