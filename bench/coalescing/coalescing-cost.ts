import { appCredentials, appNode } from "../app-node";
import { startBenchNodeRed } from "../bench-node-red";
import { median } from "../median";
import { startSink } from "../start-sink";
import type { Table } from "../table";
import type { StormOrder, StormResult } from "./storm";

/** A storm, and what the service saw of it. */
interface Storm extends StormResult {
  readonly requests: number;
  readonly firstOutMs: number;
}

const count = 6_000;
const storms = {
  instant: { count, withinMs: 0, alike: true },
  second: { count, withinMs: 1_000, alike: true },
} satisfies Record<string, StormOrder>;
const names = ["instant", "second"] as const;
const titles = { instant: "all in one instant", second: "within a second" } as const;
/** A few first, so that code is loaded, as in a flow that runs. */
const warmUp: StormOrder = { count: 60, withinMs: 0, alike: false };
/** One before each storm, so that a connection is open: to open one takes until the storm has been handed over. */
const lone: StormOrder = { count: 1, withinMs: 0, alike: false };

/** What thousands of equal alarms at once cost: requests, time, and whether each gets its own receipt. */
export async function coalescingCost(rounds: number): Promise<Table> {
  const sink = await startSink("coalescing/counting-sink");
  const recipients = warmUp.count + rounds * names.length * (lone.count + count);
  const nodeRed = await startBenchNodeRed({
    name: "coalescing",
    nodes: ["bench-storm"],
    credentials: appCredentials,
    flows: [
      { id: "tab", type: "tab", label: "bench" },
      // A minute's recipients are counted, but one storm is not to wait for those of the storm before.
      { ...appNode(sink.url), callsPerSecond: "100", recipientsPerMinute: String(recipients) },
      { id: "storm", z: "tab", type: "bench-storm", wires: [["send"]] },
      {
        ...{ id: "send", z: "tab", type: "agora-chat-send-message", name: "", app: "app", wires: [["storm"]] },
        ...{ chatType: "users", chatTypeType: "pick", to: "to", toType: "msg" },
        ...{ messageType: "txt", text: "payload", textType: "msg", version: 1 },
      },
    ],
  });
  const storm = async (order: StormOrder): Promise<Storm> => {
    const result = (await nodeRed.ask("/bench/storm", order)) as StormResult;
    const count = (await (await fetch(`${sink.url}/count`)).json()) as { requests: number; firstAt: number };
    return { ...result, requests: count.requests, firstOutMs: count.firstAt - result.handedAt };
  };
  try {
    const found: Record<keyof typeof storms, Storm[]> = { instant: [], second: [] };
    await storm(warmUp);
    for (let round = 0; round < rounds; round += 1) {
      for (const name of names) {
        await callsToBeFreeAgain();
        await storm(lone);
        found[name].push(await storm(storms[name]));
      }
    }
    const all = (name: keyof typeof storms, fact: keyof Storm): readonly number[] =>
      found[name].map((one) => one[fact]);
    const of = (name: keyof typeof storms, fact: keyof Storm): number => median(all(name, fact));
    const wrong = (name: keyof typeof storms): number => found[name].reduce((sum, { right }) => sum + count - right, 0);
    return {
      title: `${count.toLocaleString("en")} equal messages, each to another user, limits on, median of ${rounds}`,
      head: [
        "they come",
        "requests",
        "copied by Node-RED in",
        "then first on the wire after",
        "all back after",
        "CPU ms a message",
        "wrong receipts",
      ],
      rows: names.map((name) => [
        titles[name],
        of(name, "requests").toFixed(0),
        `${of(name, "copyMs").toFixed(1)} ms`,
        `${of(name, "firstOutMs").toFixed(1)} ms`,
        `${of(name, "milliseconds").toFixed(0)} ms`,
        (of(name, "cpuMs") / count).toFixed(3),
        String(wrong(name)),
      ]),
      targets: [
        { text: "requests, all in one instant", found: all("instant", "requests"), unit: "", atMost: 12 },
        { text: "the same, within a second", found: all("second", "requests"), unit: "", atMost: 12 },
        {
          text: "first message out, all in one instant, after",
          found: all("instant", "firstOutMs"),
          unit: "ms",
          atMost: 5,
        },
        { text: "the same, within a second, after", found: all("second", "firstOutMs"), unit: "ms", atMost: 5 },
        { text: "wrong receipts", found: wrong("instant") + wrong("second"), unit: "", atMost: 0 },
      ],
    };
  } finally {
    await nodeRed.stop();
    sink.stop();
  }
}

/** The calls of a second. */
function callsToBeFreeAgain(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 2_000));
}
