import { messagesIn } from "./history-hours";
import { historyTitles, historyWays } from "./history-ways";
import type { HistoryWay } from "./history-ways";
import { median } from "../median";
import type { Run } from "../run-node-red";
import type { Table } from "../table";

/** A reading of ten times as much, and readings of the usual file before and after it. */
export interface Tenfold {
  readonly run: Run;
  readonly around: readonly [Run, Run];
}

/** What each way took. */
export function historyTable(measured: Record<HistoryWay, readonly Run[]>, rounds: number): Table {
  const of = (way: HistoryWay, fact: (run: Run) => number): number => median(measured[way].map(fact));
  const times = (way: HistoryWay, peer: HistoryWay): readonly number[] =>
    measured[way].map((run, round) => run.milliseconds / (measured[peer][round]?.milliseconds ?? NaN));
  return {
    title: `History: ${messagesIn.single} messages, 200 MB, 34 MB packed, median of ${rounds} interleaved rounds`,
    head: ["way", "seconds", "against the whole file", "CPU seconds", "memory", "loop delay p99", "longest"],
    rows: historyWays.map((way) => [
      historyTitles[way],
      of(way, (run) => run.milliseconds / 1000).toFixed(2),
      `${median(times(way, "whole")).toFixed(2)} ×`,
      of(way, (run) => run.cpuMs / 1000).toFixed(2),
      `${of(way, megabytes).toFixed(0)} MB`,
      `${of(way, (run) => run.loopDelayP99Ms).toFixed(1)} ms`,
      `${of(way, (run) => run.loopDelayMaxMs).toFixed(1)} ms`,
    ]),
    targets: [
      { text: "time of lists against the whole file", found: times("batch", "whole"), atMost: 1 },
      { text: "memory of lists", found: measured.batch.map(megabytes), atMost: 60, unit: "MB" },
      {
        text: "loop delay p99 of lists",
        found: measured.batch.map((run) => run.loopDelayP99Ms),
        atMost: 20,
        unit: "ms",
      },
      { text: "time with a filter against without", found: times("filter", "batch"), atMost: 0.45 },
      { text: "time to a file against gunzip to a file", found: times("file", "gunzip"), atMost: 1.3 },
    ],
  };
}

/** What becomes of cost and memory with a file ten times as long. */
export function tenfoldTable(tenfold: readonly Tenfold[]): Table {
  const [last] = tenfold.slice(-1);
  const seconds = median(tenfold.map(({ run }) => run.milliseconds / 1000));
  const memory = median(tenfold.map(({ run }) => megabytes(run)));
  const growth = tenfold.map(
    ({ run, around: [before, after] }) => run.milliseconds / (5 * (before.milliseconds + after.milliseconds)),
  );
  const delay = median(tenfold.map(({ run }) => run.loopDelayP99Ms));
  const messages = last?.run.records ?? NaN;
  return {
    title: `History, ten times as much in one file, lists of 500, median of ${tenfold.length}`,
    head: ["messages", "seconds", "µs a message", "against the shorter file", "memory", "loop delay p99"],
    rows: [
      [
        String(messages),
        seconds.toFixed(1),
        ((seconds * 1e6) / messages).toFixed(2),
        `${median(growth).toFixed(2)} ×`,
        `${memory.toFixed(0)} MB`,
        `${delay.toFixed(1)} ms`,
      ],
    ],
    targets: [
      { text: "time a message against the shorter file", found: growth, atMost: 1.1 },
      { text: "memory", found: memory, atMost: 60, unit: "MB" },
      { text: "loop delay p99", found: delay, atMost: 20, unit: "ms" },
    ],
  };
}

function megabytes(run: Run): number {
  return run.addedBytes / 2 ** 20;
}
