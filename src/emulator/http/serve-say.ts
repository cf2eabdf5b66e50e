/** `POST /emulator/say`: what somebody types on the emulator's page, as a user's app sends it. It takes no token. */
import type { IncomingMessage } from "node:http";
import type { Say } from "../callbacks/say";
import type { Saying } from "../rules/check-saying";
import { Refused } from "../rules/refusal";
import { jsonAnswer, type Answer } from "./answer";
import { isForeignPage } from "./foreign-page";
import { readBody } from "./read-body";

/** Whether a request is somebody who says something. */
export function isSaying(method: string | undefined, path: string): boolean {
  return method === "POST" && path === "/emulator/say";
}

/** 200 with the message, 403 with the reason, 400 for what is no message. Rejects when a stop or a reset has dropped it. */
export async function answerSaying(request: IncomingMessage, say: Say): Promise<Answer> {
  if (isForeignPage(request)) return jsonAnswer(403, { error: "Only the emulator's own page may ask for this." });
  const { bytes } = await readBody(request);
  try {
    const decision = await say(parsed(bytes.toString()) as Saying); // whatever it is: it is checked there
    return decision.accepted
      ? jsonAnswer(200, { message: decision.message })
      : jsonAnswer(403, { error: decision.reason });
  } catch (error) {
    if (error instanceof Refused) return jsonAnswer(400, { error: error.message });
    throw error;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
