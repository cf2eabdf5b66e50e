import type { Answer, Call, CallContext, Send } from "../../client/call";
import { isChatError } from "../../client/chat-error";
import type { ChatError } from "../../client/chat-error";
import type { Clock } from "../../client/clock";
import type { Way } from "./gate";
import type { Holds } from "./holds";
import type { RoundTrips } from "./round-trips";

/** Makes a call, and tells whoever keeps the limits what its end says of the service. */
export type WatchedSend = (call: Call, context: CallContext, way: Way) => Promise<Answer>;

/** What is learned from answers. */
export interface Watchers {
  readonly holds: Holds;
  readonly roundTrips: RoundTrips;
  readonly clock: Clock;
}

/** What lies elsewhere says nothing of the service. */
export function watchedSend(send: Send, { holds, roundTrips, clock }: Watchers): WatchedSend {
  return async (call, context, way) => {
    if (call.elsewhere !== undefined) return send(call, context);
    const startedAt = clock.now();
    try {
      const answer = await send(call, context);
      roundTrips.record(clock.now() - startedAt);
      way.passed();
      holds.passed(call);
      return answer;
    } catch (error) {
      if (isChatError(error)) {
        if (isAway(error)) way.failed(error);
        else if (error.details.status !== undefined) way.passed();
        if (error.code === "CHAT_RATE_LIMITED") holds.refused(call, error);
      }
      throw error;
    }
  };
}

/** Whether a failure says that nobody is there. A 500 is an answer; behind a gateway's 502 or 504 nobody answered. */
function isAway({ code, details }: ChatError): boolean {
  const { outcome, status } = details;
  if (outcome === "not-sent") {
    return ["CHAT_UNREACHABLE", "CHAT_NO_ANSWER", "CHAT_UNAVAILABLE", "CHAT_BAD_ANSWER"].includes(code);
  }
  return code === "CHAT_NO_ANSWER" || (code === "CHAT_UNAVAILABLE" && (status === 502 || status === 504));
}
