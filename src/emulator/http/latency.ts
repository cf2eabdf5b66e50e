/** The time that requests and answers are on their way, as if the service were far. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Held } from "./wire";

/** How far the service is: each way takes a time at random between two numbers of milliseconds (real time). */
export interface Delay {
  /** From the caller to the service: what arrives later counts later against the limits. */
  readonly inMs: readonly [least: number, most: number];
  /** From the service, which has done its work by then, to the caller. */
  readonly outMs: readonly [least: number, most: number];
  /** The same seed draws the same times; default 1. */
  readonly seed?: number;
}

/** A request between its two ends. */
export interface Underway {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly held: Held;
}

/** The two ways; each rejects when the caller goes away meanwhile. */
export interface Latency {
  readonly wayIn: (underway: Underway) => Promise<void>;
  readonly wayOut: (underway: Underway) => Promise<void>;
}

/** @param delay default: no time at all */
export function createLatency({ inMs, outMs, seed = 1 }: Delay = { inMs: [0, 0], outMs: [0, 0] }): Latency {
  const draw = createDraws(seed);
  const along =
    ([least, most]: readonly [number, number]) =>
    async (underway: Underway): Promise<void> => {
      if (most > 0) await travel(underway, least + draw() * (most - least));
    };
  return { wayIn: along(inMs), wayOut: along(outMs) };
}

function travel({ request, response, held }: Underway, ms: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const drop = (): void => void request.socket.destroy();
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      held.delete(drop);
      response.off("close", lose);
      settle();
    };
    const lose = (): void => end(() => reject(new Error("The caller went away.")));
    const timer = setTimeout(() => end(resolve), ms);
    if (request.socket.destroyed) {
      lose();
      return;
    }
    held.add(drop);
    response.once("close", lose);
  });
}

/** Numbers from 0 up to 1 that follow from the seed (an xorshift). */
function createDraws(seed: number): () => number {
  // Spread over all bits: a small seed's first numbers would all be next to 0.
  let state = Math.imul(seed, 0x9e3779b1) | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 0x1_0000_0000;
  };
}
