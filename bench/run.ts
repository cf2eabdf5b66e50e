/**
 * `npm run bench`: builds, then prints every table. Absolute figures move by half from run to run and from machine to
 * machine; only the ratios, measured side by side in one run, say anything.
 */
import { execFileSync } from "node:child_process";
import { cpus } from "node:os";
import { join } from "node:path";
import { loadCost } from "./load-cost";
import { memoryGrowth } from "./memory-growth";
import { sendCost } from "./send-cost";
import { markdown } from "./table";

const quick = process.argv.includes("--quick");

void main();

async function main(): Promise<void> {
  try {
    execFileSync(process.execPath, ["--import", "tsx", join(__dirname, "..", "scripts", "build.ts")], {
      stdio: "inherit",
    });
    console.log(`Node.js ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown processor"}\n`);
    const times = quick ? { rounds: 1, warmMs: 500, measureMs: 1_000 } : { rounds: 7, warmMs: 500, measureMs: 2_000 };
    console.log(markdown(await sendCost({ ...times, inFlight: 64 })));
    console.log(markdown(await memoryGrowth(quick ? 10_000 : 100_000)));
    console.log(markdown(loadCost(5)));
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  }
}
