import { accountForAll } from "./account-for-all";
import { scheduleFaults } from "./fault-schedule";
import { keepLog } from "./keep-log";
import { playSoak } from "./play-soak";
import { soakMark } from "./soak-nodes";
import { soakReport } from "./soak-report";
import type { SoakReport } from "./soak-report";
import { startSoakWorld } from "./soak-world";
import type { NodeRedRelease } from "./soak-world";

/** How long, by which chance, and with what. */
export interface SoakOptions {
  /** Of load and faults; coming to rest takes some more. */
  readonly seconds: number;
  /** The same seed draws the same faults in the same order. */
  readonly seed: number;
  /** Default: `4`. */
  readonly release?: NodeRedRelease;
  /** Ends it before its time. */
  readonly signal: AbortSignal;
  /** Hears now and then how far it is. */
  readonly onProgress?: (text: string) => void;
}

/** Of the log, where the soak itself cannot go on. */
const lastLines = 40;

/** Lets a real Node-RED work while everything goes wrong, lets it come to rest, and accounts for every message. */
export async function soak({ seconds, seed, release = "4", signal, ...options }: SoakOptions): Promise<SoakReport> {
  const { onProgress = () => undefined } = options;
  const schedule = scheduleFaults(seed, seconds);
  const world = await startSoakWorld(seed, release);
  const { nodeRed, redis } = world;
  try {
    const { record, restless, ...played } = await playSoak(world, { seconds, seed, schedule, signal, onProgress });
    keepLog(record.lines);
    const accounts = accountForAll(record);
    const versions = versionsIn(record.lines);
    const { decisions } = record;
    const found = { accounts, decisions, problems: restless, hasRedis: redis !== undefined };
    return soakReport({ seconds, seed, release, versions, schedule, ...played, ...found });
  } catch (error) {
    const words = nodeRed.lines().filter((line) => !line.startsWith(soakMark));
    onProgress(words.slice(-lastLines).join("\n"));
    throw error;
  } finally {
    await world.stop();
  }
}

/** What ran, as it says itself when it starts. */
function versionsIn(lines: readonly string[]): string {
  const versionOf = (name: string): string =>
    lines.flatMap((line) => new RegExp(`${name} +version: v(\\S+)`).exec(line)?.[1] ?? [])[0] ?? "of some version";
  return `Node-RED ${versionOf("Node-RED")} on Node.js ${versionOf("Node.js")}`;
}
