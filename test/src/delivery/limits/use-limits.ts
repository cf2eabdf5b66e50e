/** The limits of an app over a service that a test plays, in time that stands still. */
import { setMaxListeners } from "node:events";
import type { Answer, Call, CallContext, Company, Progress, Send } from "../../../../src/client/call";
import { stack } from "../../../../src/client/call";
import { ChatError } from "../../../../src/client/chat-error";
import type { ChatErrorCode, ChatErrorDetails, Outcome } from "../../../../src/client/chat-error";
import type { Clock } from "../../../../src/client/clock";
import { dialects } from "../../../../src/client/dialects/dialects";
import type { Dialect } from "../../../../src/client/dialects/dialect";
import type { ChatType, Message } from "../../../../src/client/message";
import { messageParts } from "../../../../src/client/sending/message-part";
import type { Charge } from "../../../../src/delivery/limits/call-limits";
import { createLimits } from "../../../../src/delivery/limits/create-limits";
import type { Limits, LimitsSettings } from "../../../../src/delivery/limits/create-limits";
import { createMemoryCounts } from "../../../../src/delivery/limits/memory-counts";
import { retryPolicies } from "../../../../src/delivery/retry/retry-policies";
import { withRetry } from "../../../../src/delivery/retry/with-retry";

/** What the service's plan allows. */
export const plan = {
  callsPerSecond: 100,
  recipientsPerMinute: 6_000,
  groupMessagesPerSecond: 20,
  roomsPerSecond: 100,
  historyCallsPerMinute: 10,
};

/** An accepted call. */
export const good: Answer = { status: 200, headers: {}, body: {} };

/** One hour of history. */
export const hour: Call = { operation: "history", method: "GET", path: "chatmessages/2025100907", signedIn: true };

/** A call that nobody else may leave with. */
export function callTo(chatType: ChatType, to: readonly string[]): Call {
  return { operation: "send-message", method: "POST", path: "x", signedIn: true, recipients: { chatType, to } };
}

/** The one call that a text makes. */
export function textTo(
  to: readonly string[],
  text = "alarm",
  chatType: ChatType = "users",
  dialect: Dialect = dialects.current,
): Call & { readonly company: Company } {
  const message: Message = {
    chatType,
    to,
    body: { type: "txt", fields: { msg: text } },
    onlineOnly: false,
    syncDevice: false,
  };
  return messageParts(message, dialect)[0]?.call as Call & { readonly company: Company };
}

/** A failure of a message. */
export function failed(code: ChatErrorCode, outcome: Outcome, details: Partial<ChatErrorDetails> = {}): ChatError {
  return new ChatError(code, { operation: "send-message", outcome, ...details });
}

/** What the network or the service says when nobody is there, when it is too much, and when nobody answers. */
export const unreachable = failed("CHAT_UNREACHABLE", "not-sent", { error: "ECONNREFUSED" });
export const tooMany = failed("CHAT_RATE_LIMITED", "not-sent", { status: 429, error: "reach_limit" });
export const unanswered = failed("CHAT_NO_ANSWER", "unknown", { error: "ETIMEDOUT" });

/** A share of a lane, as only some take it. */
export function charge(name: string, limit: number, weight = 1, windowMs = 1_000): Charge {
  return { limit: { name, limit, windowMs }, weight, takenBy: "some" };
}

/** The share of a lane that every call takes. */
export function calls(limit: number, windowMs = 1_000): Charge {
  return { ...charge("calls", limit, 1, windowMs), takenBy: "all" };
}

/** A context of one's own, and how to end it. */
export function stoppable(): CallContext & { readonly stop: () => void; readonly reports: Progress[] } {
  const ending = new AbortController();
  setMaxListeners(0, ending.signal);
  const reports: Progress[] = [];
  return { signal: ending.signal, report: (progress) => reports.push(progress), reports, stop: () => ending.abort() };
}

/** What the limits are told where a test says nothing else: an hour's patience, in this process alone. */
export function usualLimits(clock: Clock): LimitsSettings {
  return {
    limits: plan,
    evenPace: false,
    policy: retryPolicies.patient,
    maxAgeMs: 3_600_000,
    maxWaiting: 10_000,
    createLanes: (options) => createMemoryCounts(clock).lanesFor(options),
    clock,
    random: () => 0.5,
  };
}

/** The limits, and calls through them and the retry. */
export function useLimits(
  clock: Clock,
  send: Send,
  { repeatUnknown = false, ...settings }: Partial<LimitsSettings> & { readonly repeatUnknown?: boolean } = {},
): { readonly limits: Limits; readonly send: Send } {
  const all = { ...usualLimits(clock), ...settings };
  const limits = createLimits(all);
  const retry = withRetry({
    ...{ policy: all.policy, maxAgeMs: all.maxAgeMs, repeatUnknown, clock, random: all.random },
    nextPlace: () => limits.nextPlace(),
    closedForMs: (call) => limits.closedForMs(call),
    awaySince: () => limits.awaySince(),
  });
  return { limits, send: stack(send, limits.layer, retry) };
}

/** Numbers from 0 to 1 that are the same at every run (a linear congruential generator). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A wait by a clock. */
export function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => clock.after(ms, resolve));
}
