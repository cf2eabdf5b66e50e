import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import should from "should";
import packageJson from "../../package.json";
import { packedPalette } from "../real/packed-palette";
import { registeredTypes } from "./registered-types";
import { scorecard } from "./scorecard";
import type { ScoredRule } from "./scorecard";

const sets = Object.keys(packageJson["node-red"].nodes);

/** All that there are. */
const rules = ["P01", "P02", "P03", "P04", "P05", "P06", "P07", "P08", "N01", "N02", "D01", "D02", "D03"];

describe("the scorecard of the node library", () => {
  let folder: string;
  let scored: readonly ScoredRule[];

  before(async function () {
    this.timeout(180_000);
    ({ folder } = await packedPalette());
    scored = scorecard(folder);
  });

  it("has all its rules looked at", () => should(scored.map(({ id }) => id)).eql(rules));

  for (const id of rules) {
    it(`${id} passes`, () => should(scored.find((rule) => rule.id === id)).containEql({ passes: true }));
  }

  it("can draw every node without running it", () => {
    for (const set of sets) {
      const page = readFileSync(join(folder, "dist", `${set}.html`), "utf8");
      const [registered, ...more] = registeredTypes(page);
      should(more).be.empty();
      const { type, literals, names } = registered ?? { type: "", literals: {}, names: [] };
      should(type).equal(`agora-chat-${set}`);
      for (const name of ["category", "defaults"]) should(names).containEql(name);
      should(page).containEql(`data-template-name="${type}"`);
      if (literals["category"] === "config") continue;
      should(literals["category"]).equal("Agora Chat");
      should(literals["color"]).match(/^#[0-9a-f]{6}$/i);
      should(literals["inputs"]).be.a.Number();
      should(literals["outputs"]).be.a.Number();
      should(literals["icon"]).match(/\.svg$/);
      should(existsSync(join(folder, "dist", "icons", String(literals["icon"])))).be.true();
    }
  });
});
