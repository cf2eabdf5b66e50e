/** The messages that the emulator has accepted, newest last, and those who listen for more. */

/** Where a message goes, in the wire's words. */
export type ChatType = "users" | "chatgroups" | "chatrooms";

/** The eight message types. */
export const messageTypes = ["txt", "img", "audio", "video", "file", "loc", "cmd", "custom"] as const;

/** One of the eight message types. */
export type MessageType = (typeof messageTypes)[number];

/** One accepted message: one recipient, one id. */
export interface EmulatorMessage {
  /** 19 decimal digits. */
  readonly id: string;
  /** Epoch milliseconds by the emulator's clock. */
  readonly timestamp: number;
  readonly chatType: ChatType;
  /** The sender; `admin` when the request named none. */
  readonly from: string;
  /** A user, group or room id. */
  readonly to: string;
  readonly type: MessageType;
  /** The type's fields, without `type`; the same shape for both dialects. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly ext?: Readonly<Record<string, unknown>>;
  readonly dialect: "current" | "legacy";
  /** Brought in from elsewhere; `timestamp` is the time it had there. */
  readonly imported?: true;
  /** Imported as read already. */
  readonly read?: true;
  /** Sent by a user's app, not by a server over REST. */
  readonly said?: true;
  /** Taken back. */
  readonly recalled?: true;
}

/** Which messages: those to this chat type, to this recipient, or both. */
export interface MessageFilter {
  readonly chatType?: ChatType;
  readonly to?: string;
}

/** A bounded, ordered record of messages. */
export interface Messages {
  readonly add: (message: EmulatorMessage) => void;
  /** Oldest first. */
  readonly list: (filter?: MessageFilter) => readonly EmulatorMessage[];
  /** The newest `count`, oldest first. */
  readonly last: (count: number) => readonly EmulatorMessage[];
  readonly find: (id: string) => EmulatorMessage | undefined;
  /** Marks a message as taken back; `false`: there is none, or it was taken back before. */
  readonly recall: (id: string) => boolean;
  /** Calls the listener for each message from now on; returns the way to stop it. */
  readonly onMessage: (listener: (message: EmulatorMessage) => void) => () => void;
  readonly clear: () => void;
}

/** @param keep how many messages stay; older ones are forgotten. */
export function createMessages(keep = 20_000): Messages {
  let kept: EmulatorMessage[] = [];
  const listeners = new Set<(message: EmulatorMessage) => void>();
  const indexOf = (id: string): number => kept.findLastIndex((message) => message.id === id);
  return {
    add(message) {
      kept.push(message);
      // Cut in large steps: shifting an array at every message would cost more than the message.
      if (kept.length > keep * 1.25) kept = kept.slice(-keep);
      for (const listener of listeners) listener(message);
    },
    list: ({ chatType, to } = {}) =>
      kept
        .slice(-keep)
        .filter((message) => (chatType ?? message.chatType) === message.chatType && (to ?? message.to) === message.to),
    last: (count) => kept.slice(-Math.min(count, keep)),
    find: (id) => kept[indexOf(id)],
    recall(id) {
      const index = indexOf(id);
      const message = kept[index];
      if (!message || message.recalled) return false;
      kept[index] = { ...message, recalled: true };
      return true;
    },
    onMessage(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    clear() {
      kept = [];
    },
  };
}
