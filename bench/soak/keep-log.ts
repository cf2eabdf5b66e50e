import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** All that Node-RED printed in the last soak, with what each node was given and what became of it. */
export const soakLog = join(__dirname, "..", "..", ".cache", "soak.log");

/** Keeps it, for whoever looks for the cause of a problem. */
export function keepLog(lines: readonly string[]): void {
  mkdirSync(dirname(soakLog), { recursive: true });
  writeFileSync(soakLog, `${lines.join("\n")}\n`);
}
