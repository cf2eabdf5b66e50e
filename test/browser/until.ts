import { setTimeout as delay } from "node:timers/promises";

/**
 * Waits until it holds; the test's own time limit ends it otherwise. Playwright's `waitForFunction` is no use where the page
 * forbids `eval`.
 */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await delay(20);
}
