import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Emulator } from "../../src/emulator/emulator";
import { lookIntoOutbox } from "../../test/real/account-for-numbers";
import type { FlowNode, NodeRedProcess } from "../../test/real/node-red-process";
import { numbersInJournal } from "../../test/real/numbers-in-journal";
import { within } from "./pace";
import type { ProcessFault } from "./fault-schedule";
import { soakEvents } from "./soak-events";
import { soakFlow } from "./soak-flow";
import type { Names } from "./soak-flow";
import { soakApps } from "./soak-lanes";
import type { AsideMessage, KilledProcess } from "./soak-record";

/** Node-RED itself gives up on nodes that do not close after 15 seconds. */
const longestDeployMs = 30_000;

/** What has happened to Node-RED so far. */
export interface ProcessFaults {
  readonly play: (fault: ProcessFault) => Promise<void>;
  /** Clears away what was set aside, however much it is. */
  readonly dropAside: () => Promise<void>;
  readonly killed: readonly KilledProcess[];
  /** Milliseconds since 1970. */
  readonly deployedAt: readonly number[];
  /** What was cleared away. */
  readonly aside: readonly AsideMessage[];
}

/** Lets things happen to a Node-RED that runs {@link soakFlow}; one after the other, whoever asks. */
export function createProcessFaults(nodeRed: NodeRedProcess, emulator: Emulator): ProcessFaults {
  const killed: KilledProcess[] = [];
  const deployedAt: number[] = [];
  const aside: AsideMessage[] = [];
  let names: Names = {};

  async function kill(): Promise<void> {
    const at = Date.now();
    await nodeRed.kill();
    const process = soakEvents(nodeRed.lines()).at(-1)?.process ?? 0;
    const kept = new Set<number>();
    for (const { id, outbox } of soakApps) {
      if (outbox !== "disk" || !existsSync(join(nodeRed.userDirectory, "agora-chat-outbox", id))) continue;
      for (const number of await numbersInJournal(nodeRed, id)) kept.add(number);
    }
    killed.push({ process, at, kept });
    await nodeRed.startAgain();
  }

  async function dropAside(): Promise<void> {
    for (const { id } of soakApps) {
      for (;;) {
        const { parked } = await lookIntoOutbox(nodeRed, id);
        if (parked.length === 0) break;
        const ids = parked.map((message) => message.id);
        const { status, body } = await nodeRed.request(`/agora-chat/outbox/${id}`, { ids, decision: "drop" });
        if (status !== 200) throw new Error(`the outbox answered ${status}: ${JSON.stringify(body)}`);
        aside.push(...parked);
      }
    }
  }

  return {
    async play(fault) {
      if (fault.name === "kill") await kill();
      else if (fault.name === "drop") await dropAside();
      else {
        names = { ...names, [fault.renamed]: `${fault.renamed} ${deployedAt.length + 1}` };
        deployedAt.push(Date.now());
        const deployed = nodeRed.deploy(unchanged(soakFlow(emulator, names)), fault.type);
        await within(`a deploy (${fault.type})`, longestDeployMs, deployed);
        deployedAt.push(Date.now());
      }
    },
    ...{ dropAside, killed, deployedAt, aside },
  };
}

/** Credentials that come along count as a change, so the editor leaves out those that are as they were. */
function unchanged(flow: readonly FlowNode[]): readonly FlowNode[] {
  return flow.map(({ credentials: _known, ...node }) => node as FlowNode);
}
