/**
 * What people and flows may ask of the emulator itself: `POST /emulator/away` with `{"seconds": 10}`. Every resource of the
 * service has a path of three or more parts, so that none of them can be meant.
 */
import type { IncomingMessage } from "node:http";
import { jsonAnswer, type Answer } from "./answer";
import { isForeignPage } from "./foreign-page";
import { readBody } from "./read-body";

/** The answer, and how long to go away afterwards. */
export interface Control {
  readonly answer: Answer;
  /** `undefined`: it stays. */
  readonly awayMs: number | undefined;
}

/** How long it goes away when nobody says. */
const usualSeconds = 10;
const leastSeconds = 0.1;
const mostSeconds = 600;

/** Whether a request is about the emulator itself. */
export function isControl(method: string | undefined, path: string): boolean {
  return method === "POST" && path === "/emulator/away";
}

/** Reads what is asked for; only programs of this machine and the emulator's own page may. */
export async function readControl(request: IncomingMessage): Promise<Control> {
  if (isForeignPage(request) || !isOfThisMachine(request.socket.remoteAddress)) {
    return refusal(403, "Only this machine's own programs may ask for this.");
  }
  const { bytes } = await readBody(request);
  const seconds = secondsOf(bytes.toString());
  if (seconds === undefined) return refusal(400, `seconds takes a number from ${leastSeconds} to ${mostSeconds}.`);
  const answer = jsonAnswer(200, { away: true, seconds });
  return { answer: { ...answer, headers: { ...answer.headers, connection: "close" } }, awayMs: seconds * 1000 };
}

function refusal(status: number, error: string): Control {
  return { answer: jsonAnswer(status, { error }), awayMs: undefined };
}

function isOfThisMachine(address = ""): boolean {
  return address === "::1" || /^(?:::ffff:)?127\./.test(address);
}

/** `undefined` for what is no such number. */
function secondsOf(body: string): number | undefined {
  if (body.trim() === "") return usualSeconds;
  try {
    const { seconds = usualSeconds } = JSON.parse(body) as { readonly seconds?: unknown };
    return typeof seconds === "number" && seconds >= leastSeconds && seconds <= mostSeconds ? seconds : undefined;
  } catch {
    return undefined;
  }
}
