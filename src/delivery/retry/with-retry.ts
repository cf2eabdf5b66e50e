import type { Call, Layer } from "../../client/call";
import { ChatError, isChatError } from "../../client/chat-error";
import type { ChatErrorCode } from "../../client/chat-error";
import type { Clock } from "../../client/clock";
import { sleep } from "../../client/sleep";
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
  /** A call's place in line, kept over all its tries. */
  readonly nextPlace: () => number;
  /** How long the way there, or a limit that a call needs, is closed, milliseconds: the limits below do that waiting. */
  readonly closedForMs: (call: Call) => number;
  /** Since when nobody has got through, milliseconds since 1970; `undefined` while the service is there. */
  readonly awaySince: () => number | undefined;
  readonly clock: Clock;
  /** 0 to 1, as `Math.random`. */
  readonly random: () => number;
}

/**
 * Makes calls again whose failure may pass: those that did not arrive, and, only where asked for, those of which nobody
 * knows. Never what the service refused for good, and never what it accepted. One that did not arrive goes back to its
 * place in line, and the limits below hold all until it is worth trying. A message that would be tried again after its
 * time fails with `CHAT_EXPIRED` and the words of its last failure.
 */
export function withRetry(options: RetryOptions): Layer {
  const { policy, maxAgeMs, clock, random } = options;
  return (next) => async (call, context) => {
    const acceptedAt = context.acceptedAt ?? clock.now();
    const inPlace = { ...context, acceptedAt, place: context.place ?? options.nextPlace() };
    let impatientAt: number | undefined;
    let last: ChatError | undefined;
    let failures = 0;
    let unknown = 0;
    for (;;) {
      try {
        return await next(call, inPlace);
      } catch (error) {
        if (!isChatError(error)) throw error;
        const { outcome } = error.details;
        // A later try that did not arrive takes nothing back of an earlier one that perhaps did.
        const told = unknown > 0 && outcome === "not-sent" ? error.with({ outcome: "unknown" }) : error;
        // What ended the waiting says less than what it was waiting after.
        if (last !== undefined && error.code === "CHAT_EXPIRED") throw new ChatError("CHAT_EXPIRED", last.details);
        last = told;
        const now = clock.now();
        // Whoever found the service away has waited since they came.
        impatientAt ??= Math.max(acceptedAt, Math.min(now, options.awaySince() ?? now)) + policy.patienceMs;
        const repeatUnknown = options.repeatUnknown || call.repeatable === true;
        if (now >= impatientAt || !mayPass(error, repeatUnknown)) throw told;
        failures += 1;
        if (outcome === "unknown") unknown += 1;
        const closedMs = options.closedForMs(call);
        // The limits hold those that did not arrive; what they do not hold must not try without a pause for ever.
        const waitsHere = outcome === "unknown" || call.elsewhere !== undefined || (closedMs === 0 && failures > 1);
        const triesMade = outcome === "unknown" ? unknown : failures;
        const delayMs = waitsHere ? retryDelayMs(policy, triesMade, random()) : closedMs;
        if (waitsHere && now + delayMs >= acceptedAt + maxAgeMs) throw new ChatError("CHAT_EXPIRED", told.details);
        const mayHaveArrived = unknown > 0;
        const mayDouble = mayHaveArrived && call.repeatable !== true;
        context.report?.({ state: "retrying", delayMs, code: error.code, mayHaveArrived, mayDouble });
        if (waitsHere) await waited(clock, delayMs, context.signal, told);
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
