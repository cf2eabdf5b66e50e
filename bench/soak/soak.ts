import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createEmulator } from "../../src/emulator/emulator";
import type { EmulatorMessage } from "../../src/emulator/emulator";
import { startNodeRedProcess } from "../../test/real/node-red-process";
import { createRandom } from "../create-random";
import { accountForAll } from "./account-for-all";
import { callNodeRed } from "./callback-load";
import { comeToRest, restOfHandles } from "./come-to-rest";
import { scheduleFaults } from "./fault-schedule";
import type { MemorySample } from "./memory-slope";
import { everyMs, inTime, pause } from "./pace";
import { probe } from "./probe";
import { createProcessFaults } from "./process-faults";
import { playServiceFault } from "./service-faults";
import { soakEvents } from "./soak-events";
import { soakFlow, soakLimits } from "./soak-flow";
import { createSoakLoad, turnMs } from "./soak-load";
import { soakMark, soakNodes } from "./soak-nodes";
import { soakReport } from "./soak-report";
import type { SoakReport } from "./soak-report";

/** How long, and by which chance. */
export interface SoakOptions {
  /** Of load and faults; coming to rest takes some more. */
  readonly seconds: number;
  /** The same seed draws the same faults in the same order. */
  readonly seed: number;
  /** Ends it before its time. */
  readonly signal: AbortSignal;
  /** Hears now and then how far it is. */
  readonly onProgress?: (text: string) => void;
}

/** All that Node-RED printed, with what each node was given and what became of it. */
export const soakLog = join(__dirname, "..", "..", ".cache", "soak.log");

const mostSamples = 120;
/** Of the log, where the soak itself cannot go on. */
const lastLines = 40;
const historyIds = Array.from({ length: 300 }, (_, index) => `record-${index}`);

/** Lets a real Node-RED work while everything goes wrong, lets it come to rest, and accounts for every message. */
export async function soak({ seconds, seed, signal, onProgress }: SoakOptions): Promise<SoakReport> {
  const emulator = createEmulator({
    ...{ limits: soakLimits, tokenSeconds: 600 },
    delay: { inMs: [0, 15], outMs: [0, 15], seed },
  });
  const arrived: EmulatorMessage[] = [];
  emulator.onMessage((message) => void arrived.push(message));
  await emulator.start();
  const hours = putHistory(emulator);
  const schedule = scheduleFaults(seed, seconds);
  const env = { NODE_OPTIONS: "--expose-gc" };
  const nodeRed = await startNodeRedProcess({ nodes: soakNodes, env }).catch(async (error: unknown) => {
    await emulator.stop();
    throw error;
  });
  const load = new AbortController();
  const all = AbortSignal.any([signal, load.signal]);
  try {
    await nodeRed.deploy(soakFlow(emulator));
    await pause(1_000, signal);
    const before = await probe(nodeRed);
    const nextMessages = createSoakLoad(createRandom(seed + 1), hours);
    const faults = createProcessFaults(nodeRed, emulator);
    const samples: MemorySample[] = [];
    const recalled = new Set<string>();
    const lookForRecalled = (): void => {
      for (const { id } of emulator.recalled()) recalled.add(id);
    };
    let turn = 0;

    const calls = callNodeRed(nodeRed, createRandom(seed + 2), all);
    const background = [
      everyMs(turnMs, all, () => orGone(nodeRed.request("/soak/give", nextMessages(turn++)))),
      everyMs(Math.max(1_000, (seconds * 1_000) / mostSamples), all, async () => {
        const sample = await probe(nodeRed).catch(() => undefined);
        if (sample !== undefined) samples.push({ ...sample, at: Date.now() });
      }),
      // The emulator keeps the last messages only, and with them what became of them.
      everyMs(10_000, all, lookForRecalled),
      everyMs(30_000, all, () => onProgress?.(`${arrived.length} messages have arrived`)),
    ];
    const ends = pause(seconds * 1_000, all);
    await Promise.all([
      inTime(schedule.service, all, (fault) => playServiceFault(emulator, fault, all)),
      inTime(schedule.process, all, faults.play),
      ends,
    ]);
    signal.throwIfAborted();
    load.abort();
    await Promise.all(background);
    const callbacks = await calls;

    onProgress?.("coming to rest");
    await emulator.comeBack();
    const restless = await comeToRest(nodeRed);
    await faults.dropAside();
    const atRest = await probe(nodeRed);
    const handles = await restOfHandles(nodeRed, before);
    const lines = nodeRed.lines();
    keepLog(lines);
    lookForRecalled();
    const record = {
      ...{
        events: soakEvents(lines),
        lines,
        arrived,
        files: emulator.files(),
        recalled,
        callbacks,
        history: historyIds,
      },
      ...{ killed: faults.killed, deployedAt: faults.deployedAt, aside: faults.aside },
    };
    return soakReport({
      ...{ seconds, seed, schedule, atRest, before },
      accounts: accountForAll(record),
      samples: samples.filter(({ process }) => process === atRest.process),
      problems: [...restless, ...handles.map((what) => `a handle is left: ${what}`)],
    });
  } catch (error) {
    onProgress?.(
      nodeRed
        .lines()
        .filter((line) => !line.startsWith(soakMark))
        .slice(-lastLines)
        .join("\n"),
    );
    throw error;
  } finally {
    load.abort();
    await nodeRed.stop();
    await emulator.stop();
  }
}

/** What the last soak printed, for whoever looks for the cause of a problem. */
function keepLog(lines: readonly string[]): void {
  mkdirSync(dirname(soakLog), { recursive: true });
  writeFileSync(soakLog, `${lines.join("\n")}\n`);
}

/** While it is gone, or starting, nobody takes what comes; it was never given. */
async function orGone(asked: Promise<unknown>): Promise<void> {
  await asked.catch(() => undefined);
}

/** Two hours of the past, each with half of the records. */
function putHistory({ history, clock }: ReturnType<typeof createEmulator>): readonly [string, string] {
  const hourAgo = (count: number): string =>
    new Date(clock.now() - count * 3_600_000).toISOString().slice(0, 13).replace(/\D/g, "");
  const hours = [hourAgo(3), hourAgo(2)] as const;
  const half = historyIds.length / 2;
  const record = (id: string): object => ({
    ...{ msg_id: id, timestamp: String(clock.now()), from: "ann", to: "ben", chat_type: "chat", direction: "outgoing" },
    payload: { bodies: [{ type: "txt", msg: id }], ext: {}, from: "ann", to: "ben" },
  });
  history.put(hours[0], historyIds.slice(0, half).map(record));
  history.put(hours[1], historyIds.slice(half).map(record));
  return hours;
}
