import type { NodeRedProcess } from "../../test/real/node-red-process";

/** What a process of Node-RED tells of itself, after a collection. */
export interface Probe {
  /** Its process id. */
  readonly process: number;
  /** Messages that our nodes have been given. */
  readonly given: number;
  readonly heapBytes: number;
  readonly rssBytes: number;
  /** What keeps it alive, by kind: servers, connections, timers. */
  readonly resources: Readonly<Record<string, number>>;
  /** How late its event loop was since it started, milliseconds. */
  readonly loop: { readonly p50Ms: number; readonly p99Ms: number; readonly mostMs: number };
}

/** Asks it. */
export async function probe(nodeRed: NodeRedProcess): Promise<Probe> {
  const { status, body } = await nodeRed.request("/soak/probe");
  if (status !== 200) throw new Error(`the probe answered ${status}`);
  return body as Probe;
}

/** What there is more of than before, in words. */
export function handlesLeft(before: Probe, after: Probe): readonly string[] {
  return Object.entries(after.resources).flatMap(([kind, count]) => {
    const more = count - (before.resources[kind] ?? 0);
    return more > 0 ? [`${more} ${kind} more than before`] : [];
  });
}
