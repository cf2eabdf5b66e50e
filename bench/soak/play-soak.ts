import { createRandom } from "../create-random";
import { callNodeRed } from "./callback-load";
import { comeToRest, restOfHandles } from "./come-to-rest";
import { askNodeRed } from "./decision-load";
import type { FaultSchedule } from "./fault-schedule";
import type { MemorySample } from "./memory-slope";
import { everyMs, inTime, pause } from "./pace";
import { probe } from "./probe";
import type { Probe } from "./probe";
import { createProcessFaults } from "./process-faults";
import { historyIds } from "./put-history";
import { createRedisFaults } from "./redis-faults";
import { playServiceFault } from "./service-faults";
import { soakEvents } from "./soak-events";
import { createSoakLoad, turnMs } from "./soak-load";
import type { SoakRecord } from "./soak-record";
import type { SoakWorld } from "./soak-world";

/** How it is played. */
export interface SoakPlan {
  /** Of load and faults; coming to rest takes some more. */
  readonly seconds: number;
  /** Of what is drawn besides the faults. */
  readonly seed: number;
  readonly schedule: FaultSchedule;
  /** Ends it before its time. */
  readonly signal: AbortSignal;
  /** Hears now and then how far it is. */
  readonly onProgress: (text: string) => void;
}

/** What happened. */
export interface PlayedSoak {
  readonly record: SoakRecord;
  /** Of the process that lived longest, which is the last. */
  readonly samples: readonly MemorySample[];
  /** Before the load, and when all had come to rest. */
  readonly before: Probe;
  readonly atRest: Probe;
  /** What did not come to rest, in words. */
  readonly restless: readonly string[];
}

const mostSamples = 120;

/** Brings load and faults for so long, and waits until everything has come to rest. */
export async function playSoak(world: SoakWorld, plan: SoakPlan): Promise<PlayedSoak> {
  const { nodeRed, emulator, redis, redisUrl, arrived, hours } = world;
  const { seconds, seed, schedule, signal, onProgress } = plan;
  const load = new AbortController();
  const all = AbortSignal.any([signal, load.signal]);
  const before = await probe(nodeRed);
  const nextMessages = createSoakLoad(createRandom(seed + 1), hours);
  const redisFaults = createRedisFaults(redis, all);
  const processFaults = createProcessFaults(nodeRed, world, redisFaults.whenThere);
  const samples: MemorySample[] = [];
  const recalled = new Set<string>();
  const lookForRecalled = (): void => {
    for (const { id } of emulator.recalled()) recalled.add(id);
  };
  let turn = 0;

  try {
    const calls = callNodeRed(nodeRed, createRandom(seed + 2), all);
    const asked = askNodeRed(nodeRed, createRandom(seed + 3), all);
    const background = [
      everyMs(turnMs, all, () => orGone(nodeRed.request("/soak/give", nextMessages(turn++)))),
      everyMs(Math.max(1_000, (seconds * 1_000) / mostSamples), all, async () => {
        const sample = await probe(nodeRed).catch(() => undefined);
        if (sample !== undefined) samples.push({ ...sample, at: Date.now() });
      }),
      // The emulator keeps the last messages only, and with them what became of them.
      everyMs(10_000, all, lookForRecalled),
      everyMs(30_000, all, () => onProgress(`${arrived.length} messages have arrived`)),
    ];
    await Promise.all([
      inTime(schedule.service, all, (fault) => playServiceFault(emulator, fault, all)),
      inTime(schedule.process, all, processFaults.play),
      inTime(schedule.redis, all, redisFaults.play),
      pause(seconds * 1_000, all),
    ]);
    signal.throwIfAborted();
    load.abort();
    await Promise.all(background);
    const [callbacks, decisions] = [await calls, await asked];

    onProgress("coming to rest");
    await emulator.comeBack();
    const restless = await comeToRest(nodeRed, redisUrl);
    await processFaults.dropAside();
    const atRest = await probe(nodeRed);
    const handles = await restOfHandles(nodeRed, before);
    const lines = nodeRed.lines();
    lookForRecalled();
    const { killed, breaks, aside } = processFaults;
    const record: SoakRecord = {
      ...{ events: soakEvents(lines), lines, arrived, recalled, callbacks, decisions, killed, breaks, aside },
      ...{ files: emulator.files(), deleted: emulator.deletedConversations(), history: historyIds },
    };
    return {
      ...{ record, before, atRest },
      samples: samples.filter(({ process }) => process === atRest.process),
      restless: [...restless, ...handles.map((what) => `a handle is left: ${what}`)],
    };
  } finally {
    load.abort();
  }
}

/** While it is gone, or starting, nobody takes what comes; it was never given. */
async function orGone(asked: Promise<unknown>): Promise<void> {
  await asked.catch(() => undefined);
}
