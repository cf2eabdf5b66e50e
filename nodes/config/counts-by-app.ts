import type { Clock } from "../../src/client/clock";
import { createMemoryCounts } from "../../src/delivery/limits/memory-counts";
import type { MemoryCounts } from "../../src/delivery/limits/memory-counts";

/**
 * What this process has counted of each app. The service counts by app, not by node: what two nodes of one app send counts
 * together, and what was sent before a deploy counts after it.
 */
export const countsByApp = new Map<string, MemoryCounts>();

/** @param app names the app */
export function countsOf(app: string, clock: Clock): MemoryCounts {
  let known = countsByApp.get(app);
  if (known === undefined) {
    known = createMemoryCounts(clock);
    countsByApp.set(app, known);
  }
  return known;
}
