import type { Answer, Call, CallContext } from "../call";
import { ChatError, isChatError } from "../chat-error";
import type { Flight } from "./tracked-transport";

/**
 * Turns whatever went wrong with a request into what is known of it, and lets nothing of the cause out but the network's
 * own word.
 *
 * @returns an answer without words, where the service's status came and only its words broke off
 * @throws a `ChatError` otherwise
 */
export function flightFailure(call: Call, context: CallContext, flight: Flight, cause: unknown): Answer {
  if (isChatError(cause)) throw cause;
  const { status } = flight;
  const details = { operation: call.operation, ...networkWords(cause, flight) };
  if (status !== undefined && status >= 200 && status < 300) {
    if (call.repeatable !== true) throw new ChatError("CHAT_BAD_ANSWER", { ...details, outcome: "sent", status });
    // What may be asked for again has merely not been heard to the end.
    if (context.signal.aborted) throw stopped(call, true);
    throw new ChatError("CHAT_NO_ANSWER", { ...details, outcome: "unknown", status });
  }
  // The service refused, and then its words broke off: the status alone says enough.
  if (status !== undefined) return { status, headers: {}, body: undefined };
  if (context.signal.aborted) throw stopped(call, flight.connected);
  if (flight.connected) throw new ChatError("CHAT_NO_ANSWER", { ...details, outcome: "unknown" });
  throw new ChatError("CHAT_UNREACHABLE", { ...details, outcome: "not-sent" });
}

/** Without a connection to the service it is the proxy that answered: it would not make one. */
export function refusedByProxy(call: Call, status: number): ChatError {
  return new ChatError("CHAT_UNREACHABLE", {
    operation: call.operation,
    outcome: "not-sent",
    error: "proxy",
    description: `the proxy refused to connect, with status ${status}`,
  });
}

/** @param connected whether the service may have heard of it */
export function stopped(call: Call, connected: boolean): ChatError {
  return new ChatError("CHAT_STOPPED", { operation: call.operation, outcome: connected ? "unknown" : "not-sent" });
}

function networkWords(cause: unknown, flight: Flight): { error: string; description: string } {
  if (flight.timedOut) return { error: "ETIMEDOUT", description: "no answer within the time-out" };
  const { code, message, errors } = cause as { code?: unknown; message?: unknown; errors?: unknown };
  // Where a name has several addresses, Node.js says of each what was wrong, and nothing of all.
  const first = Array.isArray(errors) ? (errors[0] as { message?: unknown } | undefined)?.message : undefined;
  const description = [message, first].find((text) => typeof text === "string" && text !== "");
  return {
    error: typeof code === "string" ? code : "network",
    description: (description as string | undefined)?.slice(0, 300) ?? "",
  };
}
