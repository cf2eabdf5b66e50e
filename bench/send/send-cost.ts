import { startSendNodeRed, ways } from "./send-node-red";
import type { Load, Way } from "./send-node-red";
import type { Measured } from "../measured";
import { median } from "../median";
import type { Table } from "../table";

const titles: { readonly [W in Way]: string } = {
  nothing: "Node-RED passes the message on, nothing else",
  axios: "axios with a keep-alive agent, bare in a node",
  core: "core `http request` node, connections kept",
  ours: "`agora-chat-send-message`",
};

/**
 * What a message costs in a real Node-RED: the same POST, in turns, by core's `http request` node, by axios bare in a
 * node, and by ours with everything it does.
 */
export async function sendCost({ rounds, ...load }: Load & { readonly rounds: number }): Promise<Table> {
  const nodeReds = await Promise.all(ways.map(async (way) => ({ way, nodeRed: await startSendNodeRed(way) })));
  const measured: Record<Way, Measured[]> = { nothing: [], axios: [], core: [], ours: [] };
  try {
    // Not counted: the code of each way is compiled in here.
    for (const { way, nodeRed } of nodeReds) await nodeRed.measure(way, { ...load, measureMs: 2_000 });
    for (let round = 0; round < rounds; round += 1) {
      for (const { way, nodeRed } of nodeReds) measured[way].push(await nodeRed.measure(way, load));
    }
    return tableOf(measured, load.inFlight, rounds);
  } finally {
    await Promise.all(nodeReds.map(({ nodeRed }) => nodeRed.stop()));
  }
}

function tableOf(measured: Record<Way, Measured[]>, inFlight: number, rounds: number): Table {
  const ratios = (way: Way, peer: Way, fact: keyof Measured): readonly number[] =>
    measured[way].map((one, round) => one[fact] / (measured[peer][round]?.[fact] ?? NaN));
  const fasterThanCore = ratios("ours", "core", "messagesPerSecond");
  const cpuOfCore = ratios("ours", "core", "cpuMsPerMessage");
  const cpuOfAxios = ratios("ours", "axios", "cpuMsPerMessage");
  return {
    title: `Cost of a send: 400-byte JSON, ${inFlight} in flight, limits off, median of ${rounds} interleaved rounds`,
    head: ["way", "messages/s", "CPU ms per message", "messages/s against core", "CPU against core"],
    rows: ways.map((way) => [
      titles[way],
      median(measured[way].map((one) => one.messagesPerSecond)).toFixed(0),
      median(measured[way].map((one) => one.cpuMsPerMessage)).toFixed(3),
      `${median(ratios(way, "core", "messagesPerSecond")).toFixed(2)} ×`,
      `${median(ratios(way, "core", "cpuMsPerMessage")).toFixed(2)} ×`,
    ]),
    targets: [
      { text: "messages/s against core's http request node", found: fasterThanCore, atLeast: 2 },
      { text: "CPU per message against core's http request node", found: cpuOfCore, atMost: 0.5 },
      { text: "CPU per message against axios bare in a node", found: cpuOfAxios, atMost: 1.35 },
    ],
  };
}
