import { Worker } from "node:worker_threads";

/** Sees the most memory that this process has. */
export interface MemoryWatch {
  begin(): void;
  /** Bytes (RSS) since `begin`. */
  mostBytes(): number;
}

/** Looks every two milliseconds from a thread of its own: while the main one is busy, memory grows most. */
const source = `
  const most = new Float64Array(require("node:worker_threads").workerData);
  setInterval(() => { most[0] = Math.max(most[0], process.memoryUsage.rss()); }, 2);
`;

/** Begins to look; the thread ends with the process. */
export function watchMemory(): MemoryWatch {
  const shared = new SharedArrayBuffer(8);
  const most = new Float64Array(shared);
  new Worker(source, { eval: true, workerData: shared }).unref();
  return {
    begin() {
      most[0] = process.memoryUsage.rss();
    },
    mostBytes: () => Math.max(most[0] ?? 0, process.memoryUsage.rss()),
  };
}
