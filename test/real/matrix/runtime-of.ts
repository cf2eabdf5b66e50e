import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { npm } from "../../../scripts/npm";
import { nodeRed4, nodeRed5 } from "../runtimes";
import type { Runtime } from "../runtimes";
import type { Cell } from "./cells";

const cache = join(__dirname, "..", "..", "..", ".cache");
const installing = new Map<number, Promise<string>>();

/** What a cell needs, from the registry where it is not here yet, in folders that are kept between runs. */
export async function runtimeOf({ nodeRed, node }: Cell): Promise<Runtime> {
  const { redJs } = nodeRed === "4.1" ? nodeRed4 : await nodeRed5();
  return { redJs, nodeBinary: await nodeOf(node) };
}

/** @returns its program */
async function nodeOf(major: number): Promise<string> {
  if (isMajor(process.execPath, major)) return process.execPath;
  const found = installing.get(major) ?? install(major);
  installing.set(major, found);
  return found;
}

async function install(major: number): Promise<string> {
  const folder = join(cache, `node-${major}`);
  const isWindows = process.platform === "win32";
  // What the package `node` would fetch in an install script, without the script.
  const name = `node-${isWindows ? "win" : process.platform}-${process.arch}`;
  const program = join(folder, "node_modules", name, "bin", isWindows ? "node.exe" : "node");
  if (isMajor(program, major)) return program;

  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), `{ "name": "node-${major}", "private": true }\n`);
  await npm(folder, "install", "--ignore-scripts", "--prefer-offline", `${name}@${major}`);
  if (!isMajor(program, major)) throw new Error(`no Node.js ${major} in ${folder} after installing it`);
  return program;
}

function isMajor(program: string, major: number): boolean {
  return existsSync(program) && execFileSync(program, ["--version"], { encoding: "utf8" }).startsWith(`v${major}.`);
}
