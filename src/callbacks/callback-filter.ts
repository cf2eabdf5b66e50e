import type { Callback, CallbackChatType, CallbackEvent } from "./callback";

/** Which callbacks a flow wants to hear of; an empty list wants all. */
export interface CallbackFilter {
  readonly events: readonly CallbackEvent[];
  /** Says nothing of what happens in no conversation. */
  readonly chatTypes: readonly CallbackChatType[];
  /** Ids; capital and small letters are the same to the service. */
  readonly senders: readonly string[];
  /** Ids that are not heard. A flow that answers leaves its own out here, or it would answer itself without end. */
  readonly ignoreSenders: readonly string[];
}

/** Creates what tells whether a callback is wanted. */
export function createCallbackFilter(filter: CallbackFilter): (callback: Callback) => boolean {
  const events = new Set(filter.events);
  const chatTypes = new Set(filter.chatTypes);
  const senders = new Set(filter.senders.map(lowerCase));
  const ignored = new Set(filter.ignoreSenders.map(lowerCase));
  return ({ event, chatType, from }) => {
    if (events.size > 0 && !events.has(event)) return false;
    if (chatTypes.size > 0 && chatType !== undefined && !chatTypes.has(chatType)) return false;
    const sender = from?.toLowerCase();
    if (senders.size > 0 && (sender === undefined || !senders.has(sender))) return false;
    return sender === undefined || !ignored.has(sender);
  };
}

function lowerCase(id: string): string {
  return id.toLowerCase();
}
