import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import should from "should";
import packageJson from "../../package.json";
import { startNodeRed } from "../../scripts/start-node-red";
import type { NodeRed } from "../../scripts/start-node-red";
import { useEmulator } from "../src/emulator/use-emulator";
import { everyNodeFlow } from "./every-node-flow";
import { packedPalette } from "./packed-palette";
import type { PackedPalette } from "./packed-palette";
import { nodeRed4, nodeRed5 } from "./runtimes";
import { appNode } from "./send-flow";
import { until } from "./until";

const sets = Object.keys(packageJson["node-red"].nodes);

for (const [name, runtime] of [
  ["Node-RED 4.1", () => Promise.resolve(nodeRed4)],
  ["Node-RED 5 on Node.js 24", nodeRed5],
] as const) {
  describe(`the palette manager of ${name}`, function () {
    this.timeout(120_000);
    const { emulator } = useEmulator({ clock: Date.now });
    let palette: PackedPalette;
    let userDir: string;
    let nodeRed: NodeRed;

    before(async function () {
      this.timeout(300_000);
      palette = await packedPalette();
      userDir = mkdtempSync(join(tmpdir(), "palette-manager-"));
      nodeRed = await startNodeRed({ ...(await runtime()), userDir, env: npmAsHere() });
    });
    after(async () => {
      await (nodeRed as NodeRed | undefined)?.stop();
      rmSync(userDir, { recursive: true, force: true });
    });

    const setsThere = async (): Promise<readonly NodeSet[]> => {
      const answer = await fetch(`${nodeRed.url}/nodes`, { headers: { accept: "application/json" } });
      return ((await answer.json()) as readonly NodeSet[]).filter(({ module }) => module === packageJson.name);
    };
    const deploy = (flow: readonly object[]): Promise<Response> =>
      fetch(`${nodeRed.url}/flows`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(flow),
      });

    it("installs the package from its file, with its dependencies, and all of its types are there at once", async () => {
      const form = new FormData();
      form.append("tarball", new Blob([new Uint8Array(readFileSync(palette.tarball))]), basename(palette.tarball));
      const answer = await fetch(`${nodeRed.url}/nodes`, { method: "POST", body: form });
      should(await answer.json()).match({ name: packageJson.name, version: packageJson.version });
      const there = await setsThere();
      should(there.filter(({ err }) => err !== undefined)).be.empty();
      should(there.flatMap(({ types }) => types).sort()).eql(sets.map((set) => `agora-chat-${set}`).sort());
      for (const dependency of Object.keys({ ...packageJson.dependencies, ...packageJson.optionalDependencies })) {
        should(existsSync(join(userDir, "node_modules", dependency))).be.true(dependency);
      }
    });

    it("lets the nodes work without a restart, and nobody complains", async () => {
      should((await deploy(everyNodeFlow(appNode(emulator)))).status).equal(204);
      const ask = (): Promise<Response> =>
        fetch(`${nodeRed.url}/ask`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ name: "upload", file: palette.tarball }),
        });
      // The answer to the deploy comes before the flow runs.
      let answer = await ask();
      await until("the flow runs", 10_000, async () => answer.status !== 404 || (answer = await ask()).status !== 404);
      should(await answer.json()).match({ passedOn: { payload: { filename: basename(palette.tarball) } } });
      const expected = /Projects disabled|Using unencrypted credentials|credentialSecret/;
      const complaints = nodeRed.lines().filter((line) => /\[(warn|error|fatal)\]|deprecat|unhandled/i.test(line));
      should(complaints.filter((line) => !expected.test(line))).be.empty();
    });

    it("takes it out again, with nothing left behind", async () => {
      await deploy([]);
      const answer = await fetch(`${nodeRed.url}/nodes/${packageJson.name}`, { method: "DELETE" });
      should(answer.status).equal(204);
      should(await setsThere()).be.empty();
      should(filesIn(join(userDir, "node_modules")).filter((file) => file !== ".package-lock.json")).be.empty();
      should(readFileSync(join(userDir, "package.json"), "utf8")).not.containEql(packageJson.name);
      should(readFileSync(join(userDir, ".config.nodes.json"), "utf8")).not.containEql("agora");
      should(existsSync(join(userDir, "agora-chat-outbox"))).be.false();
    });
  });
}

/** Folders are left out: npm itself leaves those of scopes, empty. */
function filesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => !entry.isDirectory())
    .map(({ name }) => name);
}

interface NodeSet {
  readonly module: string;
  readonly types: readonly string[];
  readonly err?: string;
}

/** npm as it is set up for this user, whose home Node-RED has not: its registry and its cache. */
function npmAsHere(): Readonly<Record<string, string>> {
  const setting = (name: string): string => execFileSync("npm", ["config", "get", name], { encoding: "utf8" }).trim();
  return {
    npm_config_userconfig: setting("userconfig"),
    npm_config_cache: setting("cache"),
    npm_config_prefer_offline: "true",
  };
}
