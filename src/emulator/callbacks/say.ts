/** What a user's app does: sends one message, which may be refused or changed before it is sent. */
import { checkSaying, type Saying } from "../rules/check-saying";
import type { EmulatorState } from "../service/state";
import type { Callbacks } from "./callbacks";
import type { Decision } from "./pre-send";

/**
 * Sends a user's message. No limit of the REST API counts it.
 *
 * Rejects with a `Refused` what no service would take from an app, and with an `Error` what a stop or a reset has dropped.
 */
export type Say = (saying: Saying) => Promise<Decision>;

/** @param ask what those say who are called before sending. */
export function createSay(state: EmulatorState, ask: Callbacks["ask"]): Say {
  return async (saying) => {
    const checked = checkSaying(saying);
    const { now, nextMessageId, messages } = state;
    const decision = await ask({ id: nextMessageId(), timestamp: now(), ...checked, dialect: "current", said: true });
    if (decision.accepted) messages.add(decision.message);
    return decision;
  };
}
