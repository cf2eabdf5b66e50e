import { performance } from "node:perf_hooks";
import { stack } from "../../src/client/call";
import type { Layer } from "../../src/client/call";
import { dialects } from "../../src/client/dialects/dialects";
import { sendMessage } from "../../src/delivery/sending/send-message";
import { median } from "../median";
import { benchClient, paletteLayers } from "../palette-layers";
import { startSink } from "../start-sink";
import type { Table } from "../table";

interface Run {
  readonly milliseconds: number;
  readonly cpuMs: number;
}

const count = 600;
/** The plan's calls a second: so all but the first hundred wait, and are looked at for company. */
const callsPerSecond = 100;
const titles = { together: "as the palette sends", apart: "the same, each always alone" } as const;
const ways = ["together", "apart"] as const;

/** Takes from calls what it takes to leave with others. */
const alone: Layer = (next) => (call, context) => {
  const { company: _company, ...rest } = call;
  return next(rest, context);
};

const layersOf = { together: [], apart: [alone] } as const;

/** What looking for company costs messages that find none. */
export async function differentCost(rounds: number): Promise<Table> {
  const sink = await startSink("send/sink");
  const found: Record<keyof typeof titles, Run[]> = { together: [], apart: [] };
  try {
    // Not counted: the code of each way is compiled in it.
    for (const way of ways) await storm(sink.url, layersOf[way], callsPerSecond);
    for (let round = 0; round < rounds; round += 1) {
      for (const way of ways) found[way].push(await storm(sink.url, layersOf[way], count));
    }
  } finally {
    sink.stop();
  }
  const of = (way: keyof typeof titles, fact: keyof Run): number => median(found[way].map((run) => run[fact]));
  const ratios = found.together.map((run, round) => run.milliseconds / (found.apart[round]?.milliseconds ?? NaN));
  return {
    title: `${count} different messages at once, ${callsPerSecond} calls a second, median of ${rounds} interleaved rounds`,
    head: ["way", "all sent after", "CPU ms a message"],
    rows: ways.map((way) => [
      titles[way],
      `${of(way, "milliseconds").toFixed(0)} ms`,
      (of(way, "cpuMs") / count).toFixed(3),
    ]),
    targets: [{ text: "time against each alone", found: ratios, atMost: 1.02 }],
  };
}

async function storm(serviceUrl: string, layers: readonly Layer[], messages: number): Promise<Run> {
  const client = benchClient(serviceUrl);
  const send = stack(client.send, ...paletteLayers({ callsPerSecond }), ...layers);
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: messages }, (_, index) =>
      sendMessage(
        send,
        dialects.current,
        {
          chatType: "users",
          to: [`u${index}`],
          body: { type: "txt", fields: { msg: `Water alarm in bed ${index}` } },
          onlineOnly: false,
          syncDevice: false,
        },
        // As a node does, each with its own.
        { signal: new AbortController().signal },
      ),
    ),
  );
  const cpu = process.cpuUsage(cpuBefore);
  const milliseconds = performance.now() - startedAt;
  client.close();
  return { milliseconds, cpuMs: (cpu.user + cpu.system) / 1_000 };
}
