import { setImmediate } from "node:timers/promises";

/**
 * Resolves when a flow that was told in this turn of the event loop has heard of it: Node-RED hands a message to the node
 * behind one turn after it was sent (`asyncMessageDelivery` of its Flow.js), so that only the turn after that is behind it.
 * Whoever forgets a message then rather tells twice after a crash than never.
 */
export async function onceHeard(): Promise<void> {
  await setImmediate();
  await setImmediate();
}
