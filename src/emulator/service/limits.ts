/**
 * The service's rate limits, in sliding windows by the emulator's clock. Requests count when they arrive; one that a limit
 * turns away uses up nothing.
 */
import { createCallCounter, type CallCounts } from "./call-counts";
import type { ChatType } from "./messages";
import { createSlidingWindow, type SlidingWindow } from "./sliding-window";

/** How much the app may ask for; a limit left out is not enforced. */
export interface EmulatorLimits {
  /** Calls of all endpoints but the token's a second; over it 429 `reach_limit`. */
  readonly callsPerSecond?: number;
  /** Hours of history asked for a minute, which count as calls too; over it 429 `reach_limit`. */
  readonly historyCallsPerMinute?: number;
  /** Users written to a minute; over it 403 `message send reach limit`, as for the next two. */
  readonly recipientsPerMinute?: number;
  /** Messages to one group a second. */
  readonly groupMessagesPerSecond?: number;
  /** Rooms written to a second. */
  readonly roomsPerSecond?: number;
}

/** The numbers of Agora's and Easemob's standard plans. */
export const strictLimits: Required<EmulatorLimits> = {
  callsPerSecond: 100,
  historyCallsPerMinute: 10,
  recipientsPerMinute: 6000,
  groupMessagesPerSecond: 20,
  roomsPerSecond: 100,
};

/** The windows of one app. */
export interface Limits {
  /** Counts one call; `undefined` when there is no room. The function returned takes the call back. */
  readonly takeCall: () => (() => void) | undefined;
  /** The same for a call that asks for an hour of history. */
  readonly takeHistoryCall: () => (() => void) | undefined;
  /** Counts one message to each recipient, or, if one of them has no room, none: `false`. */
  readonly takeRecipients: (chatType: ChatType, recipients: readonly string[]) => boolean;
  /** Counts whether a limit is enforced or not. */
  readonly counts: () => CallCounts;
  readonly clear: () => void;
}

/** @param now epoch milliseconds. */
export function createLimits(limits: EmulatorLimits, now: () => number): Limits {
  const second = (limit: number | undefined) => createSlidingWindow(limit ?? Infinity, 1000, now);
  const minute = (limit: number | undefined) => createSlidingWindow(limit ?? Infinity, 60_000, now);
  let calls = second(limits.callsPerSecond);
  let historyCalls = minute(limits.historyCallsPerMinute);
  let users = minute(limits.recipientsPerMinute);
  let rooms = second(limits.roomsPerSecond);
  const counter = createCallCounter(now);
  const groups = new Map<string, SlidingWindow>();
  let groupsWorthSearching = 1000;

  function windowOfGroup(group: string): SlidingWindow {
    const window = groups.get(group) ?? second(limits.groupMessagesPerSecond);
    groups.set(group, window);
    return window;
  }

  /** Groups that have been silent for a second hold nothing worth keeping; looked for only when they may have doubled. */
  function forgetSilentGroups(): void {
    if (groups.size < groupsWorthSearching) return;
    for (const [id, { isEmpty }] of groups) if (isEmpty()) groups.delete(id);
    groupsWorthSearching = Math.max(1000, groups.size * 2);
  }

  /** Takes one of each, or, where one of them has no room, none. */
  function takeFrom(...windows: readonly SlidingWindow[]): (() => void) | undefined {
    if (!windows.every(({ hasRoom }) => hasRoom(1))) {
      counter.refuse();
      return undefined;
    }
    const takeBacks = [counter.accept(), ...windows.map(({ take }) => take(1))];
    return () => {
      for (const takeBack of takeBacks) takeBack();
    };
  }

  return {
    takeCall: () => takeFrom(calls),
    takeHistoryCall: () => takeFrom(calls, historyCalls),
    takeRecipients(chatType, recipients) {
      forgetSilentGroups();
      const needs: readonly (readonly [SlidingWindow, number])[] = {
        users: () => [[users, recipients.length] as const],
        chatgroups: () => recipients.map((group) => [windowOfGroup(group), 1] as const),
        chatrooms: () => [[rooms, recipients.length] as const],
      }[chatType]();
      if (!needs.every(([window, count]) => window.hasRoom(count))) {
        counter.refuse();
        return false;
      }
      for (const [window, count] of needs) window.take(count);
      return true;
    },
    counts: counter.read,
    clear() {
      calls = second(limits.callsPerSecond);
      historyCalls = minute(limits.historyCallsPerMinute);
      users = minute(limits.recipientsPerMinute);
      rooms = second(limits.roomsPerSecond);
      groups.clear();
      counter.clear();
    },
  };
}
