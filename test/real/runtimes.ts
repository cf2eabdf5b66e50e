import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { npm } from "../../scripts/npm";

/** A Node-RED and the Node.js to run it with. */
export interface Runtime {
  readonly redJs: string;
  readonly nodeBinary: string;
}

const root = join(__dirname, "..", "..");

/** Node-RED 4.1 on the Node.js that runs the tests. */
export const nodeRed4: Runtime = {
  redJs: join(root, "node_modules", "node-red", "red.js"),
  nodeBinary: process.execPath,
};

let five: Promise<Runtime> | undefined;

/** Node-RED 5 on Node.js 24, both from the registry, in a folder that is kept between runs. */
export function nodeRed5(): Promise<Runtime> {
  five ??= installNodeRed5();
  return five;
}

async function installNodeRed5(): Promise<Runtime> {
  const folder = join(root, ".cache", "node-red-5");
  const platform = process.platform === "win32" ? "win" : process.platform;
  // What the package `node` would fetch in an install script, without the script.
  const node = `node-${platform}-${process.arch}`;
  const nodeBinary = join(folder, "node_modules", node, "bin", process.platform === "win32" ? "node.exe" : "node");
  const runtime = { redJs: join(folder, "node_modules", "node-red", "red.js"), nodeBinary };
  if (isInstalled(folder, runtime)) return runtime;

  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "name": "node-red-5", "private": true }\n');
  await npm(folder, "install", "--ignore-scripts", "--prefer-offline", "node-red@5", `${node}@24`);
  if (!isInstalled(folder, runtime))
    throw new Error(`no Node-RED 5 with Node.js 24 in ${folder} after installing them`);
  return runtime;
}

function isInstalled(folder: string, { redJs, nodeBinary }: Runtime): boolean {
  if (!existsSync(redJs) || !existsSync(nodeBinary)) return false;
  const { version } = JSON.parse(readFileSync(join(folder, "node_modules", "node-red", "package.json"), "utf8")) as {
    version: string;
  };
  return version.startsWith("5.") && execFileSync(nodeBinary, ["--version"], { encoding: "utf8" }).startsWith("v24.");
}
