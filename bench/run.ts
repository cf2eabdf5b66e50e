/**
 * `npm run bench`: builds, then prints every table, or those named by `--only`, and keeps them in `RESULTS.md`. Absolute
 * figures move by half from run to run and from machine to machine; only the ratios, measured side by side in one run, say
 * anything.
 */
import { execFileSync } from "node:child_process";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { version as nodeRedVersion } from "node-red/package.json";
import { callbackCost } from "./callbacks/callback-cost";
import { coalescingCost } from "./coalescing/coalescing-cost";
import { differentCost } from "./coalescing/different-cost";
import { crashSurvival } from "./crash/crash-survival";
import { historyCost } from "./history/history-cost";
import { keepResult } from "./keep-result";
import { limitCost } from "./limits/limit-cost";
import { loadCost } from "./load-cost";
import { outboxCost } from "./outbox/outbox-cost";
import { outboxStart } from "./outbox/outbox-start";
import { redisTables } from "./redis/redis-tables";
import { memoryGrowth } from "./send/memory-growth";
import { sendCost } from "./send/send-cost";
import { markdown } from "./table";
import type { Table } from "./table";
import { downloadCost, uploadCost } from "./transfer/transfer-cost";

/** What the command line says of how much is done. */
interface Amount {
  readonly quick: boolean;
  /** Default: as many as the benchmark takes by itself. */
  readonly kills: number | undefined;
  readonly seed: number;
}

const benchmarks = {
  send: async ({ quick }) => {
    const times = quick ? { rounds: 1, warmMs: 500, measureMs: 1_000 } : { rounds: 7, warmMs: 2_000, measureMs: 2_000 };
    return [await sendCost({ ...times, inFlight: 64 })];
  },
  memory: async ({ quick }) => [await memoryGrowth(quick ? 10_000 : 100_000)],
  limits: async ({ quick }) => [
    await limitCost(quick ? { rounds: 1, warmSeconds: 3, seconds: 2 } : { rounds: 3, warmSeconds: 5, seconds: 20 }),
  ],
  coalescing: async ({ quick }) => [await coalescingCost(quick ? 1 : 3), await differentCost(quick ? 1 : 3)],
  outbox: async ({ quick }) => [
    await outboxCost(
      quick ? { rounds: 1, warmMs: 800, measureMs: 800 } : { rounds: 5, warmMs: 2_000, measureMs: 3_000 },
    ),
    await outboxStart(quick ? 1 : 5),
  ],
  crash: async ({ quick, kills = quick ? 20 : 200, seed }) => [await crashSurvival({ kills, seed })],
  redis: ({ quick }) =>
    redisTables(
      quick ? { rounds: 1, measureMs: 2_000, takesIn: 600 } : { rounds: 3, measureMs: 10_000, takesIn: 4_000 },
    ),
  upload: async ({ quick }) => [await uploadCost(quick ? 2 : 9)],
  download: async ({ quick }) => [await downloadCost(quick ? 2 : 9)],
  history: ({ quick }) => historyCost(quick ? { rounds: 1, tenfoldRounds: 0 } : { rounds: 5, tenfoldRounds: 2 }),
  callbacks: async ({ quick }) => [
    await callbackCost(quick ? { rounds: 1, measured: 5_000 } : { rounds: 9, measured: 12_000 }),
  ],
  load: ({ quick }) => Promise.resolve([loadCost(quick ? 1 : 5)]),
} satisfies Record<string, (amount: Amount) => Promise<readonly Table[]>>;

const names = Object.keys(benchmarks) as (keyof typeof benchmarks)[];
const resultsFile = join(__dirname, "RESULTS.md");
const machine = `Node.js ${process.version}, Node-RED ${nodeRedVersion}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown processor"}`;

void main();

async function main(): Promise<void> {
  try {
    const { built, only, write, ...amount } = readArguments();
    if (!built) {
      const script = join(__dirname, "..", "scripts", "build.ts");
      execFileSync(process.execPath, ["--import", "tsx", script], { stdio: "inherit" });
    }
    console.log(`${machine}\n`);
    for (const name of only) {
      const startedAt = performance.now();
      const tables = (await benchmarks[name](amount)).map(markdown).join("\n");
      const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
      // With other work on the machine, times say less than CPU, and both less than on a quiet one.
      const load = `Load of the machine in the last minute: ${(loadavg()[0] ?? NaN).toFixed(1)}`;
      console.log(`${tables}\n${load}. Took ${seconds} s.\n`);
      if (!write) continue;
      const day = new Date().toISOString().slice(0, 10);
      const how = `npm run bench -- --only ${name}${amount.quick ? " --quick" : ""}`;
      keepResult(resultsFile, names, name, `${tables}\n${machine}, ${day}, by \`${how}\`. ${load}.`);
    }
  } catch (error) {
    console.error(error);
    // Ends what was started, too.
    process.exit(1);
  }
}

interface Arguments extends Amount {
  readonly built: boolean;
  /** Whether what is found goes into `RESULTS.md`. */
  readonly write: boolean;
  readonly only: readonly (keyof typeof benchmarks)[];
}

function readArguments(): Arguments {
  const { values } = parseArgs({
    options: {
      quick: { type: "boolean", default: false },
      built: { type: "boolean", default: false },
      "no-write": { type: "boolean", default: false },
      only: { type: "string", multiple: true, default: [] },
      kills: { type: "string" },
      // Another one each time, said in the table, so that a run can be made again.
      seed: { type: "string", default: String(Date.now() % 1_000_000) },
    },
  });
  const wanted = values.only.flatMap((list) => list.split(","));
  const unknown = wanted.filter((name) => !names.some((known) => known === name));
  if (unknown.length > 0) throw new Error(`there is no ${unknown.join(", ")}; there are ${names.join(", ")}`);
  return {
    ...{ quick: values.quick, built: values.built, write: !values["no-write"] },
    kills: values.kills === undefined ? undefined : wholeNumber("kills", values.kills),
    seed: wholeNumber("seed", values.seed),
    only: wanted.length > 0 ? names.filter((name) => wanted.includes(name)) : names,
  };
}

function wholeNumber(option: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${option} takes a whole number, not ${text}`);
  return Number(text);
}
