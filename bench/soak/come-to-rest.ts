import { lookIntoOutbox } from "../../test/real/account-for-numbers";
import type { NodeRedProcess } from "../../test/real/node-red-process";
import { pause } from "../../test/real/until";
import { handlesLeft, probe } from "./probe";
import type { Probe } from "./probe";
import { keyOf, soakEvents } from "./soak-events";
import { soakApps } from "./soak-lanes";

/** The longest wait before something is tried again is a minute and a quarter. */
const longestMs = 180_000;
/** Connections are kept for a while when nobody needs them any more. */
const longestOpenMs = 90_000;

/**
 * Waits until nothing waits in any outbox and each message that the living process was given is done.
 *
 * @returns what does not come to rest
 */
export async function comeToRest(nodeRed: NodeRedProcess): Promise<readonly string[]> {
  const end = Date.now() + longestMs;
  for (;;) {
    await pause(500);
    const open = [...(await waitingIn(nodeRed)), ...openMessages(nodeRed)];
    // What was done last may have given another node something to do.
    if (open.length === 0) await pause(1_000);
    if (open.length === 0 && openMessages(nodeRed).length === 0) return [];
    if (Date.now() > end) return open.map((what) => `not at rest after ${longestMs / 1_000} s: ${what}`);
  }
}

/** Waits until no more keeps the process alive than before; what is left is wrong. */
export async function restOfHandles(nodeRed: NodeRedProcess, before: Probe): Promise<readonly string[]> {
  const end = Date.now() + longestOpenMs;
  for (;;) {
    const left = handlesLeft(before, await probe(nodeRed));
    if (left.length === 0 || Date.now() > end) return left;
    await pause(1_000);
  }
}

async function waitingIn(nodeRed: NodeRedProcess): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { id } of soakApps) {
    const { census } = await lookIntoOutbox(nodeRed, id);
    if (census.waiting > 0) found.push(`${census.waiting} wait in the outbox ${id}`);
  }
  return found;
}

function openMessages(nodeRed: NodeRedProcess): readonly string[] {
  const events = soakEvents(nodeRed.lines());
  const { process } = events.at(-1) ?? {};
  const open = new Set<string>();
  for (const event of events) {
    if (event.process !== process || !("number" in event)) continue;
    if (event.what === "given") open.add(keyOf(event));
    if (event.what === "done") open.delete(keyOf(event));
  }
  return [...open].map((key) => `${key} is not done`);
}
