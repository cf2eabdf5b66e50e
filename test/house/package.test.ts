import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { satisfies } from "semver";
import should from "should";
import packageJson from "../../package.json";
import { packedPalette } from "../real/packed-palette";
import type { PackedPalette } from "../real/packed-palette";
import { jsonOf, root } from "./checkout";

const sets = Object.entries(packageJson["node-red"].nodes);

describe("the package", () => {
  let palette: PackedPalette;

  before(async function () {
    this.timeout(180_000);
    palette = await packedPalette();
  });

  it("holds what users need and nothing else", () => {
    const expected =
      /^(dist\/|examples\/[^/]+\/[^/]+\.json$|(README(\.zh-CN)?\.md|CHANGELOG\.md|LICENSE|package\.json)$)/;
    should(palette.files.filter((path) => !expected.test(path))).be.empty();
    should(palette.files.filter((path) => /\.(ts|map)$/.test(path))).be.empty();
    for (const path of ["README.md", "README.zh-CN.md", "CHANGELOG.md", "LICENSE", "dist/emulator.js"]) {
      should(palette.files).containEql(path);
    }
    should(palette.files.filter((path) => path.startsWith("examples/"))).not.be.empty();
    should(palette.files.filter((path) => path.startsWith("dist/emulator-page/"))).not.be.empty();
  });

  for (const [name, file] of sets) {
    it(`has all that Node-RED looks for beside ${name}`, () => {
      should(file).equal(`dist/${name}.js`);
      should(palette.files).containEql(file);
      should(palette.files).containEql(`dist/${name}.html`);
      for (const language of readdirSync(join(root, "locales"))) {
        should(palette.files).containEql(`dist/locales/${language}/${name}.json`);
        should(palette.files).containEql(`dist/locales/${language}/${name}.html`);
      }
    });
  }

  it("depends on six packages at most, and names those that only some users need as optional peers", () => {
    const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } = packageJson;
    should(Object.keys({ ...dependencies, ...optionalDependencies }).length).be.belowOrEqual(6);
    const optionalPeers = Object.entries(peerDependenciesMeta).filter(([, { optional }]) => optional);
    should(optionalPeers.map(([name]) => name)).eql(Object.keys(peerDependencies));
  });

  it("depends, however deep, on nothing that asks for more than Node.js 20", () => {
    const { packages } = jsonOf("package-lock.json") as { packages: Readonly<Record<string, LockedPackage>> };
    const installed = Object.entries(packages).filter(([path, entry]) => path !== "" && entry.dev !== true);
    should(installed.length).be.aboveOrEqual(Object.keys(packageJson.dependencies).length);
    const demanding = installed
      .filter(([, entry]) => !satisfies("20.0.0", entry.engines?.node ?? "*"))
      .map(([path, entry]) => `${path} asks for ${entry.engines?.node ?? ""}`);
    should(demanding).be.empty();
  });

  it("needs no script to be run when it is installed: LevelDB's only looks for what lies beside it", () => {
    const { packages } = jsonOf("package-lock.json") as { packages: Readonly<Record<string, LockedPackage>> };
    const withScripts = Object.entries(packages).filter(
      ([, { dev, hasInstallScript }]) => dev !== true && hasInstallScript,
    );
    should(withScripts.map(([path]) => path)).eql(["node_modules/classic-level"]);
    const { scripts } = jsonOf("node_modules/classic-level/package.json") as { scripts: { install: string } };
    should(scripts.install).equal("node-gyp-build");
    should(existsSync(join(root, "node_modules/classic-level/prebuilds/linux-arm64"))).be.true();
  });
});

interface LockedPackage {
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
  readonly engines?: { readonly node?: string };
}
