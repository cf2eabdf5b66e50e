import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { root } from "../house/checkout";

/** A running demo. */
export interface Demo {
  readonly child: ChildProcess;
  readonly nodeRed: string;
  readonly emulator: string;
  /** Its exit code. */
  readonly ended: Promise<number | null>;
}

/**
 * Starts the demo as it was built, and waits until it has said what to do.
 *
 * @param folder of its Node-RED, from the top of the checkout
 */
export async function startDemo(folder: string): Promise<Demo> {
  const script = ["--import", "tsx", join(root, "scripts", "demo.ts"), "--no-build", `--folder=${folder}`];
  const child = spawn(process.execPath, script, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  while (!said.includes("Ctrl-C ends the demo")) {
    if (child.exitCode !== null) throw new Error(`the demo ended: ${said}`);
    await pause(50);
  }
  const [nodeRed = "", emulator = ""] = [...said.matchAll(/http:\/\/127\.0\.0\.1:\d+/g)].map(([url]) => url);
  return { child, nodeRed, emulator, ended };
}
