import type { Layer } from "../client/call";
import { ChatError, isChatError } from "../client/chat-error";
import type { ChatErrorCode } from "../client/chat-error";
import type { Clock } from "../client/clock";
import { sleep } from "../client/sleep";
import { retryDelayMs } from "./retry-policies";
import type { RetryPolicy } from "./retry-policies";

/** How calls are tried again. */
export interface RetryOptions {
  readonly policy: RetryPolicy;
  /** How old a message may become while it waits, milliseconds. */
  readonly maxAgeMs: number;
  /**
   * Whether a call of which nobody knows whether it arrived may be made again (rather twice than never). Calls that harm
   * nobody twice always may.
   */
  readonly repeatUnknown: boolean;
  readonly clock: Clock;
  /** 0 to 1, as `Math.random`. */
  readonly random: () => number;
}

/**
 * Makes calls again whose failure may pass: those that did not arrive, and, only where asked for, those of which nobody
 * knows. Never what the service refused for good, and never what it accepted. A message that would be tried again after
 * its time fails with `CHAT_EXPIRED` and the words of its last failure.
 */
export function withRetry(options: RetryOptions): Layer {
  const { policy, maxAgeMs, clock, random } = options;
  return (next) => async (call, context) => {
    const acceptedAt = context.acceptedAt ?? clock.now();
    let mayHaveArrived = false;
    for (let triesMade = 1; ; triesMade += 1) {
      try {
        return await next(call, { ...context, acceptedAt });
      } catch (error) {
        if (!isChatError(error)) throw error;
        mayHaveArrived ||= error.details.outcome === "unknown";
        // A later try that did not arrive takes nothing back of an earlier one that perhaps did.
        const last =
          mayHaveArrived && error.details.outcome === "not-sent" ? error.with({ outcome: "unknown" }) : error;
        const repeatUnknown = options.repeatUnknown || call.repeatable === true;
        const delayMs = mayPass(error, repeatUnknown) ? retryDelayMs(policy, triesMade, random()) : undefined;
        if (delayMs === undefined) throw last;
        const waitMs = Math.max(delayMs, error.details.retryAfterMs ?? 0);
        if (clock.now() + waitMs >= acceptedAt + maxAgeMs) throw new ChatError("CHAT_EXPIRED", last.details);
        const mayDouble = mayHaveArrived && call.repeatable !== true;
        context.report?.({ state: "retrying", delayMs: waitMs, code: error.code, mayHaveArrived, mayDouble });
        await waited(clock, waitMs, context.signal, last);
      }
    }
  };
}

/** Failures that may pass, where nothing was sent. The last two are then a sign-in that broke off. */
const passing: readonly ChatErrorCode[] = [
  "CHAT_RATE_LIMITED",
  "CHAT_UNAVAILABLE",
  "CHAT_UNREACHABLE",
  "CHAT_NO_ANSWER",
  "CHAT_BAD_ANSWER",
];

function mayPass(error: ChatError, repeatUnknown: boolean): boolean {
  const { outcome } = error.details;
  if (outcome === "unknown") return repeatUnknown && ["CHAT_NO_ANSWER", "CHAT_UNAVAILABLE"].includes(error.code);
  return outcome === "not-sent" && passing.includes(error.code);
}

/** A wait that is cut short leaves the message as the last try left it. */
async function waited(clock: Clock, delayMs: number, signal: AbortSignal, last: ChatError): Promise<void> {
  try {
    await sleep(clock, delayMs, signal);
  } catch {
    throw new ChatError("CHAT_STOPPED", { operation: last.details.operation, outcome: last.details.outcome });
  }
}
