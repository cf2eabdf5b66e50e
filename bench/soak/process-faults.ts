import { existsSync } from "node:fs";
import { join } from "node:path";
import { lookIntoOutbox } from "../../test/real/account-for-numbers";
import type { FlowNode, NodeRedProcess } from "../../test/real/node-red-process";
import { numbersInJournal } from "../../test/real/numbers-in-journal";
import type { Break } from "./breaks";
import { within } from "./pace";
import type { ProcessFault } from "./fault-schedule";
import { soakEvents } from "./soak-events";
import { numbersInRedis } from "./numbers-in-redis";
import { soakFlow } from "./soak-flow";
import type { Names, SoakServices } from "./soak-flow";
import { appsWith } from "./soak-lanes";
import type { AsideMessage, KilledProcess } from "./soak-record";

/** Node-RED itself gives up on nodes that do not close after 15 seconds. */
const longestDeployMs = 30_000;

/** What has happened to Node-RED so far. */
export interface ProcessFaults {
  readonly play: (fault: ProcessFault) => Promise<void>;
  /** Clears away what was set aside, however much it is. */
  readonly dropAside: () => Promise<void>;
  readonly killed: readonly KilledProcess[];
  readonly breaks: readonly Break[];
  /** What was cleared away. */
  readonly aside: readonly AsideMessage[];
}

/**
 * Lets things happen to a Node-RED that runs {@link soakFlow}; one after the other.
 *
 * @param whenRedisIsThere waits for a Redis that is down
 */
export function createProcessFaults(
  nodeRed: NodeRedProcess,
  services: SoakServices,
  whenRedisIsThere: () => Promise<void>,
): ProcessFaults {
  const apps = appsWith(services.redisUrl);
  const killed: KilledProcess[] = [];
  const breaks: Break[] = [];
  const aside: AsideMessage[] = [];
  let names: Names = {};
  let deploys = 0;

  async function kill(): Promise<void> {
    const at = Date.now();
    await nodeRed.kill();
    const process = soakEvents(nodeRed.lines()).at(-1)?.process ?? 0;
    const kept = new Set<number>();
    for (const { id, outbox } of apps) {
      if (outbox !== "disk" || !existsSync(join(nodeRed.userDirectory, "agora-chat-outbox", id))) continue;
      for (const number of await numbersInJournal(nodeRed, id)) kept.add(number);
    }
    if (services.redisUrl !== undefined) {
      await whenRedisIsThere();
      for (const number of await numbersInRedis(services.redisUrl)) kept.add(number);
    }
    killed.push({ process, at, kept });
    await nodeRed.startAgain();
    breaks.push({ from: at, to: Date.now() });
  }

  async function dropAside(): Promise<void> {
    for (const { id } of apps) {
      for (;;) {
        const { parked } = await lookIntoOutbox(nodeRed, id);
        if (parked.length === 0) break;
        const ids = parked.map((message) => message.id);
        // First: where Redis goes away meanwhile, nobody says how many of them are gone.
        aside.push(...parked);
        const { status, body } = await nodeRed.request(`/agora-chat/outbox/${id}`, { ids, decision: "drop" });
        if (status !== 200) throw new Error(`the outbox answered ${status}: ${JSON.stringify(body)}`);
      }
    }
  }

  /** What is in Redis can be asked for only while it is there. */
  async function tryToDropAside(): Promise<void> {
    await dropAside().catch((error: unknown) => {
      if (services.redisUrl === undefined) throw error;
    });
  }

  return {
    async play(fault) {
      if (fault.name === "kill") await kill();
      else if (fault.name === "drop") await tryToDropAside();
      else {
        deploys += 1;
        names = { ...names, [fault.renamed]: `${fault.renamed} ${deploys}` };
        const from = Date.now();
        const deployed = nodeRed.deploy(unchanged(soakFlow(services, names)), fault.type);
        await within(`a deploy (${fault.type})`, longestDeployMs, deployed);
        breaks.push({ from, to: Date.now() });
      }
    },
    ...{ dropAside, killed, breaks, aside },
  };
}

/** Credentials that come along count as a change, so the editor leaves out those that are as they were. */
function unchanged(flow: readonly FlowNode[]): readonly FlowNode[] {
  return flow.map(({ credentials: _known, ...node }) => node as FlowNode);
}
