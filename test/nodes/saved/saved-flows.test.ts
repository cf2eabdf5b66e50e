import { readdirSync } from "node:fs";
import { join } from "node:path";
import should from "should";
import packageJson from "../../../package.json";
import { dialogDefaults } from "../../examples/dialog-defaults";
import { root } from "../../house/checkout";
import { useEmulator } from "../../src/emulator/use-emulator";
import { savedFlowOf, useSavedFlow } from "./play-saved-flow";

const ours = Object.keys(packageJson["node-red"].nodes).map((set) => `agora-chat-${set}`);

// What is kept of a release is never changed afterwards: people's flows are not, either.
for (const release of readdirSync(join(root, "test", "fixtures", "saved-flows"))) {
  describe(`a flow that ${release} saved`, () => {
    const flow = savedFlowOf(release);
    const play = useSavedFlow(flow, useEmulator());
    const saved = flow.nodes.filter(({ type }) => type.startsWith("agora-chat-"));

    for (const { expected, ...given } of flow.given) {
      const what = "msg" in given ? "" : ` ${JSON.stringify(given.callback)}`;
      it(`does today what it did: ${given.node}${what}`, async () => should(await play(given)).eql(expected));
    }

    it("has every node that there was", () => {
      should(ours.filter((type) => !saved.some((node) => node.type === type))).be.empty();
    });

    it("has no property that the editor would drop", () => {
      const defaults = dialogDefaults();
      const dropped = saved.flatMap(({ type, ...node }) => {
        const known = new Set([...Object.keys(defaults.get(type) ?? {}), ...ofEveryNode]);
        return Object.keys(node).filter((name) => !known.has(name));
      });
      should(dropped).be.empty();
    });
  });
}

/** What Node-RED itself saves of a node. */
const ofEveryNode = ["id", "type", "z", "x", "y", "wires", "d"];
