import { startSendNodeRed } from "./send-node-red";
import type { Table } from "../table";

/** What stays behind of messages that have been sent: the heap after a collection, before and after so many of them. */
export async function memoryGrowth(messages: number): Promise<Table> {
  const nodeRed = await startSendNodeRed("memory");
  const load = { inFlight: 64, warmMs: 0 };
  try {
    // A first stretch fills what is filled once: code, connections, a minute's window of the limits.
    await nodeRed.measure("ours", { ...load, measureMs: 10_000 });
    const before = await nodeRed.heapBytes();
    let sent = 0;
    while (sent < messages) {
      const measureMs = 5_000;
      sent += ((await nodeRed.measure("ours", { ...load, measureMs })).messagesPerSecond * measureMs) / 1_000;
    }
    const grown = (await nodeRed.heapBytes()) - before;
    return {
      title: "Memory that stays behind",
      head: ["messages", "heap before", "grown by", "bytes a message"],
      rows: [[sent.toFixed(0), megabytes(before), megabytes(grown), (grown / sent).toFixed(1)]],
      targets: [{ text: "of 10 bytes a message", found: grown / sent / 10, atMost: 1 }],
    };
  } finally {
    await nodeRed.stop();
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(2)} MB`;
}
