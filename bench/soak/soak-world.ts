import { createEmulator } from "../../src/emulator/emulator";
import type { EmulatorMessage } from "../../src/emulator/emulator";
import type { RedisServer } from "../../scripts/redis-server";
import { startNodeRedProcess } from "../../test/real/node-red-process";
import type { NodeRedProcess } from "../../test/real/node-red-process";
import { nodeRed4, nodeRed5 } from "../../test/real/runtimes";
import { untilOpen } from "./come-to-rest";
import { putHistory } from "./put-history";
import { soakFlow, soakLimits } from "./soak-flow";
import type { SoakServices } from "./soak-flow";
import { appsWith } from "./soak-lanes";
import { soakNodes } from "./soak-nodes";
import { startSoakRedis } from "./start-soak-redis";

/** Node-RED 4.1 on this Node.js, or 5 on Node.js 24. */
export type NodeRedRelease = "4" | "5";

/** A Node-RED that runs the soak's flow, and what that talks to. */
export interface SoakWorld extends SoakServices {
  readonly nodeRed: NodeRedProcess;
  /** `undefined` where there is none on this machine. */
  readonly redis: RedisServer | undefined;
  /** What the service accepts, in its order; it grows. */
  readonly arrived: readonly EmulatorMessage[];
  /** Of the history: the first, and the last. */
  readonly hours: readonly [string, string];
  /** Ends all of it. */
  stop(): Promise<void>;
}

/** Starts it; resolves when the flow runs and every outbox is open. */
export async function startSoakWorld(seed: number, release: NodeRedRelease): Promise<SoakWorld> {
  const emulator = createEmulator({
    ...{ limits: soakLimits, tokenSeconds: 600 },
    delay: { inMs: [0, 15], outMs: [0, 15], seed },
  });
  const begun: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of begun.splice(0).reverse()) await end();
  };
  try {
    const arrived: EmulatorMessage[] = [];
    emulator.onMessage((message) => void arrived.push(message));
    await emulator.start();
    begun.push(() => emulator.stop());
    const redis = await startSoakRedis();
    if (redis !== undefined) begun.push(() => redis.remove());
    const runtime = release === "5" ? await nodeRed5() : nodeRed4;
    const env = { NODE_OPTIONS: "--expose-gc" };
    const nodeRed = await startNodeRedProcess({ runtime, nodes: soakNodes, env });
    begun.push(() => nodeRed.stop());
    const services = { emulator, redisUrl: redis?.url };
    await nodeRed.deploy(soakFlow(services));
    await untilOpen(nodeRed, appsWith(services.redisUrl));
    return { ...services, nodeRed, redis, arrived, hours: putHistory(emulator), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
