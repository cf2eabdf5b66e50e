/**
 * `npm run soak`: twenty minutes of mixed load on a real Node-RED while faults come at random; `--seconds` for less,
 * `--seed` for the same faults again, `--node-red 5` for that release. Ends with 1 where anything is wrong.
 */
import { randomInt } from "node:crypto";
import { relative } from "node:path";
import { parseArgs } from "node:util";
import { soakLog } from "./keep-log";
import { soak } from "./soak";
import type { NodeRedRelease } from "./soak-world";

const usualSeconds = 20 * 60;

void main();

async function main(): Promise<void> {
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    // Not once: whoever starts programs for others passes on what the terminal has sent already.
    process.on(signal, () => stopping.abort(new Error(`ended by ${signal}`)));
  }
  try {
    const { release, seconds, seed } = readArguments();
    console.log(`Soaking Node-RED ${release} for ${seconds} s with seed ${seed}`);
    const onProgress = (text: string): void => console.log(`${new Date().toISOString().slice(11, 19)} ${text}`);
    const { text, problems } = await soak({ seconds, seed, release, signal: stopping.signal, onProgress });
    console.log(`\n${text}`);
    if (problems.length > 0) console.log(`What Node-RED printed is in ${relative(process.cwd(), soakLog)}`);
    process.exitCode = problems.length > 0 ? 1 : 0;
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  }
}

interface Arguments {
  readonly release: NodeRedRelease;
  readonly seconds: number;
  readonly seed: number;
}

function readArguments(): Arguments {
  const text = { type: "string" } as const;
  const { values } = parseArgs({ options: { seconds: text, seed: text, "node-red": text } });
  const { "node-red": release = "4" } = values;
  if (release !== "4" && release !== "5") throw new Error(`--node-red takes 4 or 5, not ${release}`);
  return {
    release,
    seconds: wholeNumber("seconds", values.seconds ?? String(usualSeconds)),
    seed: wholeNumber("seed", values.seed ?? String(randomInt(1_000_000))),
  };
}

function wholeNumber(option: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`--${option} takes a whole number above 0, not ${text}`);
  return Number(text);
}
