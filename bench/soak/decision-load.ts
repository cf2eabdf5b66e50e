import type { NodeRedProcess } from "../../test/real/node-red-process";
import { signedCallback } from "../../test/real/signed-callback";
import { pause } from "./pace";

/** What the flow says of a message that the service holds back. */
export type Wanted = "allow" | "refuse" | "change";

/** A message that was held back, and what came of it. */
export interface SoakDecision {
  readonly number: number;
  readonly wanted: Wanted;
  /** How long the flow takes to say it, milliseconds; `undefined`: it says nothing. */
  readonly waitMs?: number;
  /** When it was asked for the first time, milliseconds since 1970. */
  readonly askedAt: number;
  /** Whether the service left before there could be a verdict. */
  readonly hungUp: boolean;
  /** What was answered with 200, the first who asked first. */
  readonly answers: readonly DecisionAnswer[];
}

/** One of them. */
export interface DecisionAnswer {
  /** As it came. */
  readonly text: string;
  /** How long after the first asking, milliseconds. */
  readonly afterMs: number;
}

/** How long the flow has for a verdict; then the answer is that the message is refused. */
export const decideWithinMs = 1_000;

/** Above those of the other callbacks. */
const firstNumber = 20_000_000;
const asOftenMs = 200;
/** Nobody waits longer for any answer. */
const longestMs = 20_000;
/** When the service asks once more, and when it leaves. */
const [againAfterMs, leavesAfterMs] = [50, 100];
/** A verdict that has been said is on its way for so long. */
const momentMs = 500;

/**
 * Asks the flow as the service does before it lets a user's message through, five times a second. Of twenty, fourteen get
 * their verdict in time, three too late, three none; of ten, the service asks for one once more, and leaves one.
 *
 * @param signal ends it
 * @returns what became of each, when nothing is left to be said of the last
 */
export async function askNodeRed(
  nodeRed: NodeRedProcess,
  random: () => number,
  signal: AbortSignal,
): Promise<readonly SoakDecision[]> {
  const asked: Promise<SoakDecision>[] = [];
  for (let number = firstNumber; !signal.aborted; number += 1) {
    asked.push(ask(nodeRed, drawn(number, random)));
    await new Promise((resolve) => setTimeout(resolve, asOftenMs * (0.5 + random())));
  }
  return Promise.all(asked);
}

interface Drawn extends Pick<SoakDecision, "number" | "wanted" | "waitMs" | "hungUp"> {
  readonly twice: boolean;
}

function drawn(number: number, random: () => number): Drawn {
  const wanted = (["allow", "refuse", "change"] as const)[Math.floor(random() * 3)] ?? "allow";
  const [speed, part, manner] = [random(), random(), random()];
  const [twice, hungUp] = [manner < 0.1, manner > 0.9];
  const waitMs = hungUp
    ? 400
    : speed < 0.7
      ? 300 * part
      : speed < 0.85
        ? decideWithinMs + 300 + 1_200 * part
        : undefined;
  return { number, wanted, twice, hungUp, ...(waitMs === undefined ? {} : { waitMs: Math.round(waitMs) }) };
}

async function ask(nodeRed: NodeRedProcess, { twice, ...given }: Drawn): Promise<SoakDecision> {
  const { number, wanted, waitMs, hungUp } = given;
  const [from, to] = [`asker-${number % 9}`, "greenhouse"];
  const payload = { bodies: [{ type: "txt", msg: String(number) }], ext: { wanted, waitMs }, from, to };
  const body = JSON.stringify(signedCallback("", { from, payload }));
  const askedAt = Date.now();
  const answerAfter = async (delayMs: number): Promise<readonly DecisionAnswer[]> => {
    await pause(delayMs, AbortSignal.timeout(longestMs));
    const text = await answerOf(nodeRed, body, hungUp ? leavesAfterMs : longestMs);
    return text === undefined ? [] : [{ text, afterMs: Date.now() - askedAt }];
  };
  const answers = (await Promise.all([answerAfter(0), ...(twice ? [answerAfter(againAfterMs)] : [])])).flat();
  const leftMs = askedAt + (waitMs ?? 0) + momentMs - Date.now();
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, leftMs)));
  return { ...given, askedAt, answers };
}

async function answerOf(nodeRed: NodeRedProcess, body: string, waitsMs: number): Promise<string | undefined> {
  try {
    const response = await fetch(`${new URL(nodeRed.url()).origin}/decide`, {
      ...{ method: "POST", headers: { "content-type": "application/json" }, body },
      signal: AbortSignal.timeout(waitsMs),
    });
    const text = await response.text();
    return response.status === 200 ? text : undefined;
  } catch {
    // It is not there, was killed meanwhile, or takes too long.
    return undefined;
  }
}
