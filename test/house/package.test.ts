import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { satisfies } from "semver";
import should from "should";
import packageJson from "../../package.json";
import { packedPalette } from "../real/packed-palette";
import type { PackedPalette } from "../real/packed-palette";
import { filesBelow, jsonOf, root } from "./checkout";
import { installedSizes } from "./installed-sizes";

const sets = Object.keys(packageJson["node-red"].nodes);
const languages = readdirSync(join(root, "locales"));

/** As they were last looked at; README names them. `npx tsx test/house/installed-sizes-table.ts` prints what they are now. */
const sizes = { packedBytes: 1_100_000, unpackedBytes: 4_150_000, installedBytes: 14_300_000, packages: 50 };

/** What is neither a node's nor an example. */
const others = [
  ...["CHANGELOG.md", "LICENSE", "README.md", "README.zh-CN.md", "package.json"],
  ...["dist/THIRD-PARTY-LICENSES.txt", "dist/emulator.js", "dist/emulator-page/index.html"],
  ...["dist/emulator-page/page.css", "dist/emulator-page/page.js", "dist/emulator-page/samples/greenhouse.png"],
  ...["dist/libraries/file-type.js", "dist/libraries/music-metadata.js"],
];

describe("the package", () => {
  let palette: PackedPalette;

  before(async function () {
    this.timeout(180_000);
    palette = await packedPalette();
  });

  it("holds what users need and nothing else", () => {
    should([...palette.files].sort()).eql(expectedFiles());
  });

  it("has all that Node-RED looks for where it looks: a page, texts and help beside each node", () => {
    for (const [name, file] of Object.entries(packageJson["node-red"].nodes)) should(file).equal(`dist/${name}.js`);
    should(languages).have.length(10);
  });

  it("has grown by no more than a third since its size was last looked at, and so has all that it brings", () => {
    const [alone, ...trees] = installedSizes(palette.nodeModules, packageJson.name);
    const everything = trees.at(-1);
    const found = {
      packedBytes: statSync(palette.tarball).size,
      unpackedBytes: alone?.bytes ?? 0,
      installedBytes: everything?.bytes ?? 0,
      packages: everything?.packages ?? 0,
    };
    for (const [what, expected] of Object.entries(sizes)) {
      should(found[what as keyof typeof sizes]).be.within(expected / 2, (expected * 4) / 3, what);
    }
  });

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

/** Every file, sorted: one that is missing counts as much as one too many. */
function expectedFiles(): readonly string[] {
  const ofNodes = sets.flatMap((set) => [
    `dist/${set}.js`,
    `dist/${set}.html`,
    ...languages.flatMap((language) => [
      `dist/locales/${language}/${set}.json`,
      `dist/locales/${language}/${set}.html`,
    ]),
  ]);
  const icons = filesBelow("icons").map((path) => `dist/${path}`);
  return [...others, ...ofNodes, ...icons, ...filesBelow("examples")].sort();
}

interface LockedPackage {
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
  readonly engines?: { readonly node?: string };
}
