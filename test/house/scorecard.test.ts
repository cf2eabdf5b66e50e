import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { satisfies } from "semver";
import should from "should";
import packageJson from "../../package.json";
import { packedPalette } from "../real/packed-palette";
import { filesBelow, jsonOf } from "./checkout";
import { registeredTypes } from "./registered-types";
import type { RegisteredType } from "./registered-types";

const sets = Object.keys(packageJson["node-red"].nodes);

// The rules are those of Node-RED's own check of packages, node-red-dev, which its library runs on everything it lists.
describe("the scorecard of the node library", () => {
  let folder: string;
  let types: readonly (RegisteredType & { readonly set: string })[];

  before(async function () {
    this.timeout(180_000);
    ({ folder } = await packedPalette());
    types = sets.flatMap((set) => {
      const page = readFileSync(join(folder, "dist", `${set}.html`), "utf8");
      return registeredTypes(page).map((type) => ({ ...type, set }));
    });
  });

  it("P01 finds a license", () => should(packageJson.license).equal("Apache-2.0"));

  it("P03 finds the repository and the place for bugs", () => {
    should(packageJson.repository.url).startWith("git+https://");
    should(packageJson.bugs.url).startWith("https://");
  });

  it("P04 finds a scoped name", () => should(packageJson.name).match(/^@[\w-]+\/[\w-]+$/));

  it("P05 finds the keyword that lists a palette", () => should(packageJson.keywords).containEql("node-red"));

  it("P06 finds that the newest Node-RED of each supported line may load it", () => {
    for (const version of ["4.0.0", "4.1.15", "5.0.7", "6.0.0"]) {
      should(satisfies(version, packageJson["node-red"].version)).be.true();
    }
  });

  it("P07 finds that it runs on the oldest Node.js of the newest Node-RED", () => {
    for (const version of ["20.0.0", "22.9.0", "24.0.0"])
      should(satisfies(version, packageJson.engines.node)).be.true();
  });

  it("D01 finds six dependencies at most", () => {
    should(Object.keys(packageJson.dependencies).length).be.belowOrEqual(6);
  });

  it("N01 finds types that bear the palette's name", () => {
    should(types.map(({ type }) => type)).eql(sets.map((set) => `agora-chat-${set}`));
  });

  it("N02 finds every node in an example", () => {
    const shown = filesBelow("examples")
      .filter((path) => path.endsWith(".json"))
      .flatMap((path) => jsonOf(path) as readonly { readonly type: string }[])
      .map(({ type }) => type);
    const palette = types.filter(({ literals }) => literals["category"] !== "config").map(({ type }) => type);
    should(palette).not.be.empty();
    should(palette.filter((type) => !shown.includes(type))).be.empty();
  });

  it("can draw every node without running it", () => {
    for (const { type, set, literals, names } of types) {
      for (const name of ["category", "defaults"]) should(names).containEql(name);
      const page = readFileSync(join(folder, "dist", `${set}.html`), "utf8");
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
