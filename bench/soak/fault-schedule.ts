import { createRandom } from "../create-random";
import { serviceFaultNames } from "./service-faults";
import type { ServiceFault } from "./service-faults";
import { renameable } from "./soak-flow";
import type { DeployType } from "../../test/real/node-red-process";

/** Something that happens to Node-RED. */
export type ProcessFault =
  | { readonly name: "kill" }
  | { readonly name: "deploy"; readonly type: DeployType; readonly renamed: (typeof renameable)[number] }
  /** Somebody clears what was set aside. */
  | { readonly name: "drop" };

/** The Redis is killed, and started again after a while. */
export interface RedisFault {
  readonly downMs: number;
}

/** When something happens, milliseconds after the beginning. */
export type At<Fault> = Fault & { readonly atMs: number };

/** All that will go wrong, each list in the order of time. */
export interface FaultSchedule {
  readonly service: readonly At<ServiceFault>[];
  readonly process: readonly At<ProcessFault>[];
  readonly redis: readonly At<RedisFault>[];
}

const serviceGapMs = 2_500;
/** A fault that nobody has met by then is over: a service that is away heals by itself. */
const longestFaultMs = 2_500;
const deployGapMs = 12_000;
const dropGapMs = 20_000;
const secondsPerKill = 40;
const mostKills = 15;
const secondsPerRedisKill = 45;
/** An outbox waits five seconds for it. */
const longestDownMs = 7_000;
/** Node-RED is killed in this part of the time only: what lives longest then lives on to the end. */
const killedPart = 0.4;

/** Draws what goes wrong in so many seconds: the same for the same seed. */
export function scheduleFaults(seed: number, seconds: number): FaultSchedule {
  const random = createRandom(seed);
  const lastMs = seconds * 1_000;
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;

  /** Moments with gaps of half to one and a half of the usual. */
  function moments(gapMs: number): readonly number[] {
    const found: number[] = [];
    for (let atMs = gapMs * random(); atMs < lastMs; atMs += gapMs * (0.5 + random())) found.push(Math.round(atMs));
    return found;
  }

  const service = moments(serviceGapMs).map((atMs) => ({
    ...{ atMs, name: pick(serviceFaultNames) },
    ...{ chance: random(), amount: random(), lastsMs: Math.round(300 + random() * (longestFaultMs - 300)) },
  }));
  const kills = Math.min(mostKills, Math.max(1, Math.round(seconds / secondsPerKill)));
  const process: readonly At<ProcessFault>[] = [
    ...Array.from({ length: kills }, (_, index) => ({
      name: "kill" as const,
      atMs: Math.round(((index + 0.3 + 0.7 * random()) / kills) * killedPart * lastMs),
    })),
    ...moments(deployGapMs).map((atMs) => ({
      ...{ atMs, name: "deploy" as const },
      ...{ type: pick(["full", "flows", "nodes"] as const), renamed: pick(renameable) },
    })),
    ...moments(dropGapMs).map((atMs) => ({ atMs, name: "drop" as const })),
  ];
  const redisKills = Math.max(1, Math.round(seconds / secondsPerRedisKill));
  const redis = Array.from({ length: redisKills }, (_, index) => ({
    atMs: Math.round(((index + 0.1 + 0.5 * random()) / redisKills) * lastMs),
    downMs: Math.round(100 + random() ** 2 * longestDownMs),
  }));
  return { redis, service, process: [...process].sort((one, other) => one.atMs - other.atMs) };
}
