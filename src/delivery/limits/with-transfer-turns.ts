import type { Call, Layer } from "../../client/call";
import { ChatError } from "../../client/chat-error";
import { maxTransferSockets } from "../../client/http/connections";
import { createKeyedSequence } from "../waiting/keyed-sequence";

/**
 * Lets few files go up to the service or come down from it at a time, in the order in which they come. Each takes a share
 * of the app's calls until it ends, which may be long: many of them would leave nothing to messages. And one that had to
 * wait for a connection of ours would look as if the service were silent.
 *
 * @param callsPerSecond what the plan allows; files take half of it at most
 */
export function withTransferTurns(callsPerSecond: number): Layer {
  const atOnce = Math.max(1, Math.min(maxTransferSockets, Math.floor(callsPerSecond / 2)));
  const turns = createKeyedSequence(atOnce);
  return (next) => async (call, context) => {
    if (!isTransfer(call)) return next(call, context);
    const leave = await turns.enter("", context.signal, () => context.report?.({ state: "queued" }));
    if (leave === undefined) throw new ChatError("CHAT_STOPPED", { operation: call.operation, outcome: "not-sent" });
    try {
      return await next(call, context);
    } finally {
      leave();
    }
  };
}

/** What lies elsewhere costs the service no calls. */
function isTransfer({ form, receive, elsewhere }: Call): boolean {
  return elsewhere === undefined && (form !== undefined || receive !== undefined);
}
