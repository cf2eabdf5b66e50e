/**
 * `npm run bench`: builds, then prints every table, or those named by `--only`. Absolute figures move by half from run to run and from machine to
 * machine; only the ratios, measured side by side in one run, say anything.
 */
import { execFileSync } from "node:child_process";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { historyCost } from "./history/history-cost";
import { loadCost } from "./load-cost";
import { memoryGrowth } from "./send/memory-growth";
import { sendCost } from "./send/send-cost";
import { markdown } from "./table";
import type { Table } from "./table";
import { downloadCost, uploadCost } from "./transfer/transfer-cost";

const benchmarks = {
  send: async (quick: boolean) => {
    const times = quick ? { rounds: 1, warmMs: 500, measureMs: 1_000 } : { rounds: 7, warmMs: 500, measureMs: 2_000 };
    return [await sendCost({ ...times, inFlight: 64 })];
  },
  memory: async (quick) => [await memoryGrowth(quick ? 10_000 : 100_000)],
  upload: async (quick) => [await uploadCost(quick ? 2 : 9)],
  download: async (quick) => [await downloadCost(quick ? 2 : 9)],
  history: (quick) => historyCost(quick ? { rounds: 1, tenfoldRounds: 0 } : { rounds: 5, tenfoldRounds: 2 }),
  load: (quick) => Promise.resolve([loadCost(quick ? 1 : 5)]),
} satisfies Record<string, (quick: boolean) => Promise<readonly Table[]>>;

void main();

async function main(): Promise<void> {
  try {
    const { quick, built, only } = readArguments();
    if (!built) {
      const script = join(__dirname, "..", "scripts", "build.ts");
      execFileSync(process.execPath, ["--import", "tsx", script], { stdio: "inherit" });
    }
    console.log(`Node.js ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown processor"}\n`);
    for (const name of only) {
      for (const table of await benchmarks[name](quick)) console.log(markdown(table));
      // With other work on the machine, times say less than CPU, and both less than on a quiet one.
      console.log(`Load of the machine in the last minute: ${(loadavg()[0] ?? NaN).toFixed(1)}\n`);
    }
  } catch (error) {
    console.error(error);
    // Ends what was started, too.
    process.exit(1);
  }
}

interface Arguments {
  readonly quick: boolean;
  readonly built: boolean;
  readonly only: readonly (keyof typeof benchmarks)[];
}

function readArguments(): Arguments {
  const { values } = parseArgs({
    options: {
      quick: { type: "boolean", default: false },
      built: { type: "boolean", default: false },
      only: { type: "string", multiple: true, default: [] },
    },
  });
  const names = Object.keys(benchmarks) as (keyof typeof benchmarks)[];
  const wanted = values.only.flatMap((list) => list.split(","));
  const unknown = wanted.filter((name) => !names.some((known) => known === name));
  if (unknown.length > 0) throw new Error(`there is no ${unknown.join(", ")}; there are ${names.join(", ")}`);
  return { ...values, only: wanted.length > 0 ? names.filter((name) => wanted.includes(name)) : names };
}
