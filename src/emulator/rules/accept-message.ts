/** The last step of every send: counts the recipients against the limits and keeps one message for each. */
import type { EmulatorMessage } from "../service/messages";
import { Refused } from "./refusal";
import { reachedMessageLimit } from "./refusals";
import type { EmulatorState } from "../service/state";

/** A message that every check has let through. */
export interface CheckedMessage extends Pick<
  EmulatorMessage,
  "chatType" | "from" | "type" | "body" | "ext" | "dialect"
> {
  readonly to: readonly string[];
}

/**
 * Accepts the message for each recipient once, however often it is named. Returns ids by recipient, in an order that is not
 * the request's: the service promises none, so nobody may rely on one.
 *
 * @param takeBackCall gives back the call that has been counted, because a request that a limit turns away uses up nothing.
 * @throws Refused 403 when a limit on messages is reached.
 */
export function acceptMessage(
  state: EmulatorState,
  message: CheckedMessage,
  takeBackCall: () => void,
): ReadonlyMap<string, string> {
  const { to, ...common } = message;
  const recipients = [...new Set(to)];
  if (!state.limits.takeRecipients(message.chatType, recipients)) {
    takeBackCall();
    throw new Refused(reachedMessageLimit);
  }
  const timestamp = state.now();
  const ids = new Map<string, string>();
  for (const recipient of recipients) {
    const id = state.nextMessageId();
    ids.set(recipient, id);
    state.messages.add({ id, timestamp, to: recipient, ...common });
  }
  return new Map([...ids].sort(([one], [other]) => (one < other ? 1 : -1)));
}
