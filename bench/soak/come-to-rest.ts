import { lookIntoOutbox } from "../../test/real/account-for-numbers";
import type { NodeRedProcess } from "../../test/real/node-red-process";
import { pause, until } from "../../test/real/until";
import { untoldInRedis } from "./numbers-in-redis";
import { handlesLeft, probe } from "./probe";
import type { Probe } from "./probe";
import { keyOf, soakEvents } from "./soak-events";
import { appsWith } from "./soak-lanes";
import type { SoakApp } from "./soak-lanes";

/** The longest wait before something is tried again is a minute and a quarter. */
const longestMs = 180_000;
/** Connections are kept for a while when nobody needs them any more. */
const longestOpenMs = 90_000;

/**
 * Waits until nothing waits in any outbox, everybody has been told how it ended, and each message that the living process was given is done.
 *
 * @returns what does not come to rest
 */
export async function comeToRest(nodeRed: NodeRedProcess, redisUrl: string | undefined): Promise<readonly string[]> {
  const end = Date.now() + longestMs;
  for (;;) {
    await pause(500);
    const open = [
      ...(await waitingIn(nodeRed, appsWith(redisUrl))),
      ...(await untoldIn(redisUrl)),
      ...openMessages(nodeRed),
    ];
    // What was done last may have given another node something to do.
    if (open.length === 0) await pause(1_000);
    if (open.length === 0 && openMessages(nodeRed).length === 0) return [];
    if (Date.now() > end) return open.map((what) => `not at rest after ${longestMs / 1_000} s: ${what}`);
  }
}

/** Waits until every outbox answers: the first time, it is opened then. */
export async function untilOpen(nodeRed: NodeRedProcess, apps: readonly SoakApp[]): Promise<void> {
  const isOpen = async ({ id }: SoakApp): Promise<boolean> =>
    lookIntoOutbox(nodeRed, id).then(
      () => true,
      () => false,
    );
  for (const app of apps) await until(`the outbox ${app.id} is open`, longestOpenMs, () => isOpen(app));
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

async function waitingIn(nodeRed: NodeRedProcess, apps: readonly SoakApp[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { id } of apps) {
    // One in Redis does not answer while Redis finds its way back.
    const shown = await lookIntoOutbox(nodeRed, id).catch(() => undefined);
    if (shown === undefined) found.push(`the outbox ${id} does not answer`);
    else if (shown.census.waiting > 0) found.push(`${shown.census.waiting} wait in the outbox ${id}`);
  }
  return found;
}

async function untoldIn(redisUrl: string | undefined): Promise<readonly string[]> {
  if (redisUrl === undefined) return [];
  return [...(await untoldInRedis(redisUrl))].map((number) => `nobody has been told how ${number} ended`);
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
