import type { Layer } from "../client/call";
import { isChatError } from "../client/chat-error";
import { chargesOf, lineOf } from "./call-limits";
import type { CallLimits } from "./call-limits";
import type { CallQueue } from "./call-queue";

/**
 * Lets calls through no faster than the app's plan allows, those of a kind in the order in which they come. No kind waits
 * for another's limit: an alarm goes while a history waits for its minute.
 */
export function withLimits(queue: CallQueue, limits: CallLimits, maxAgeMs: number, now: () => number): Layer {
  return (next) => async (call, context) => {
    const release = await queue.enter({
      charges: chargesOf(call, limits),
      line: lineOf(call),
      signal: context.signal,
      expiresAt: (context.acceptedAt ?? now()) + maxAgeMs,
      onQueued: () => context.report?.({ state: "queued" }),
    });
    let reached = true;
    try {
      context.report?.({ state: "sending" });
      return await next(call, context);
    } catch (error) {
      reached = !isChatError(error, "CHAT_UNREACHABLE");
      throw error;
    } finally {
      release(reached);
    }
  };
}
