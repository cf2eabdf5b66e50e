import { rareSender } from "./history-lines";
import type { WayToRun } from "../run-node-red";

/** The ways to read an hour of history, whose name is the payload, that are measured. */
export const historyWays = ["whole", "batch", "message", "filter", "file", "gunzip"] as const;

/** One of {@link historyWays}. */
export type HistoryWay = (typeof historyWays)[number];

/** How each is called in the table. */
export const historyTitles: { readonly [W in HistoryWay]: string } = {
  whole: "whole file in memory, unpacked and parsed at once, lists of 500",
  batch: "`agora-chat-history`, lists of 500",
  message: "`agora-chat-history`, single messages",
  filter: "`agora-chat-history`, lists of 500, a sender of 1 %",
  file: "`agora-chat-history`, to a file",
  gunzip: "gunzip to a file with `node:zlib`, bare in a node",
};

/** The ways for a service; those that write do so to the path in `msg.path`. */
export function historyWaysFor(url: string): { readonly [W in HistoryWay]: WayToRun } {
  const ours = (name: HistoryWay, settings: object): WayToRun => ({
    name: `history-${name}`,
    steps: [
      {
        id: "ours",
        type: "agora-chat-history",
        start: "payload",
        startType: "msg",
        ...settings,
        wires: [["run"], ["run"]],
      },
    ],
  });
  const bare = (name: HistoryWay, node: string): WayToRun => ({
    name: `history-${name}`,
    nodes: [node],
    steps: [{ id: "bare", type: node, url, batchSize: 500, wires: [["run"]] }],
  });
  const inLists = { output: "batch", batchSize: 500 };
  return {
    whole: bare("whole", "bench-whole-history"),
    batch: ours("batch", inLists),
    message: ours("message", { output: "message" }),
    filter: ours("filter", { ...inLists, sender: rareSender, senderType: "str" }),
    file: ours("file", { output: "file", path: "path", pathType: "msg" }),
    gunzip: bare("gunzip", "bench-gunzip-history"),
  };
}
