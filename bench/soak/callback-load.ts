import type { NodeRedProcess } from "../../test/real/node-red-process";
import { post, signedCallback } from "../../test/real/signed-callback";

/** One callback, and what came of it. */
export interface SoakCallback {
  readonly number: number;
  /** When it was answered 200, milliseconds since 1970; `undefined`: never. */
  readonly answeredAt?: number;
  /** Whether the service, unsure or not, called twice with the same id. */
  readonly twice: boolean;
}

/** Above all other numbers. */
const firstNumber = 10_000_000;
const asOftenMs = 200;
/** Of twenty, one comes again as the service repeats what was not answered. */
const againOf = 20;

/**
 * Calls Node-RED as the service does when a user has written, five times a second.
 *
 * @param signal ends it
 * @returns what became of each, when the last has been answered
 */
export async function callNodeRed(
  nodeRed: NodeRedProcess,
  random: () => number,
  signal: AbortSignal,
): Promise<readonly SoakCallback[]> {
  const calls: Promise<SoakCallback>[] = [];
  for (let number = firstNumber; !signal.aborted; number += 1) {
    calls.push(call(nodeRed, number, Math.floor(random() * againOf) === 0));
    await new Promise((resolve) => setTimeout(resolve, asOftenMs * (0.5 + random())));
  }
  return Promise.all(calls);
}

async function call(nodeRed: NodeRedProcess, number: number, wanted: boolean): Promise<SoakCallback> {
  const from = `writer-${number % 9}`;
  const payload = { bodies: [{ type: "txt", msg: String(number) }], ext: {}, from, to: "greenhouse" };
  const body = signedCallback("", { from, payload });
  const first = await statusOf(nodeRed, body);
  const second = wanted || first !== 200 ? await statusOf(nodeRed, body) : undefined;
  const isAnswered = first === 200 || second === 200;
  return { number, twice: second !== undefined, ...(isAnswered ? { answeredAt: Date.now() } : {}) };
}

async function statusOf(nodeRed: NodeRedProcess, body: unknown): Promise<number | undefined> {
  try {
    return (await post(nodeRed, body)).status;
  } catch {
    // It is not there: killed, or starting.
    return undefined;
  }
}
