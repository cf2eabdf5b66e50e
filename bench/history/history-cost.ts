import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { historyFile } from "./history-file";
import { hours, messagesIn } from "./history-hours";
import { rarePerMille } from "./history-lines";
import { historyTable, tenfoldTable } from "./history-tables";
import type { Tenfold } from "./history-tables";
import { historyWays, historyWaysFor } from "./history-ways";
import type { HistoryWay } from "./history-ways";
import { startRunNodeRed } from "../run-node-red";
import type { Run, RunNodeRed } from "../run-node-red";
import { startSink } from "../start-sink";
import type { Table } from "../table";

/** How much is measured. */
export interface HistoryRounds {
  readonly rounds: number;
  /** How often ten times as much is read, in one file. */
  readonly tenfoldRounds: number;
}

const scratch = join(__dirname, "..", "..", ".cache", "bench", "history");

/** What reading 200 MB of history (34 MB packed) costs, by the node in each of its modes and by what there is instead. */
export async function historyCost({ rounds, tenfoldRounds }: HistoryRounds): Promise<readonly Table[]> {
  const files = [await historyFile(messagesIn.single), await historyFile(messagesIn.short)];
  const sink = await startSink("file-sink", files);
  const nodeReds: Partial<Record<HistoryWay, RunNodeRed>> = {};
  mkdirSync(scratch, { recursive: true });
  try {
    const ways = historyWaysFor(sink.url);
    for (const way of historyWays) {
      nodeReds[way] = await startRunNodeRed(ways[way], sink.url, orderFor(way, hours.short));
    }
    const measured = Object.fromEntries(historyWays.map((way) => [way, [] as Run[]])) as Record<HistoryWay, Run[]>;
    // The first is not counted: the code of each way is compiled in it.
    for (let round = 0; round <= rounds; round += 1) {
      for (const way of historyWays) {
        const run = await read(nodeReds, way, "single");
        if (round > 0) measured[way].push(run);
      }
    }
    const tenfold: Tenfold[] = [];
    while (tenfold.length < tenfoldRounds) {
      const before = await read(nodeReds, "batch", "single");
      const run = await read(nodeReds, "batch", "tenfold");
      tenfold.push({ run, around: [before, await read(nodeReds, "batch", "single")] });
    }
    return [historyTable(measured, rounds), ...(tenfold.length > 0 ? [tenfoldTable(tenfold)] : [])];
  } finally {
    await Promise.all(Object.values(nodeReds).map((nodeRed) => nodeRed.stop()));
    sink.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** @throws where not all messages came out */
async function read(
  nodeReds: Partial<Record<HistoryWay, RunNodeRed>>,
  way: HistoryWay,
  hour: "single" | "tenfold",
): Promise<Run> {
  const order = orderFor(way, hours[hour]);
  rmSync(order.messages[0].path, { force: true });
  const run = await nodeReds[way]?.run(order);
  if (run === undefined) throw new Error(`there is no way ${way}`);
  const all = messagesIn.single * (hour === "tenfold" ? 10 : 1);
  const expected = way === "gunzip" ? 0 : way === "filter" ? (all * rarePerMille) / 1000 : all;
  if (run.records !== expected) throw new Error(`${way}: ${run.records} messages came, not ${expected}`);
  return run;
}

function orderFor(way: HistoryWay, hour: string) {
  return { messages: [{ payload: hour, path: join(scratch, `${way}.ndjson`) }], atOnce: 1 } as const;
}
