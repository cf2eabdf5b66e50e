import type { Call } from "../../client/call";
import type { Lane, LaneLimit } from "./lane";

/** What an app's plan allows. Numbers of the vendor's limitations page; the config node's defaults. */
export interface CallLimits {
  /** Calls of any kind. */
  readonly callsPerSecond: number;
  /** A message to a hundred users counts a hundred. */
  readonly recipientsPerMinute: number;
  /** To each single group. */
  readonly groupMessagesPerSecond: number;
  /** Rooms written to, over all messages. */
  readonly roomsPerSecond: number;
  /** Hours of history asked for. */
  readonly historyCallsPerMinute: number;
}

/** A share of one limit that a call uses. */
export interface Charge {
  readonly limit: LaneLimit;
  readonly weight: number;
  /** Who takes this lane: only some, all calls that differ in their recipients only, or every call to the service. */
  readonly takenBy: "some" | "alike" | "all";
  /** Where it is counted, if not in the app's lanes. */
  readonly own?: Lane;
}

/** What calls cost in an app. */
export interface Charges {
  /** Once a request, whomever it is for, those first that others need least; empty where it goes elsewhere. */
  ofRequest(call: Call): readonly Charge[];
  /** For those whom it reaches. */
  ofRecipients(call: Call): readonly Charge[];
}

/** @param limits the plan's */
export function chargesBy(limits: CallLimits): Charges {
  const some = (limit: LaneLimit, weight = 1): Charge => ({ limit, weight, takenBy: "some" });
  const calls: Charge = { ...some(laneLimit("calls", limits.callsPerSecond, 1_000)), takenBy: "all" };
  const history = some(laneLimit("history", limits.historyCallsPerMinute, 60_000));
  const users = laneLimit("users", limits.recipientsPerMinute, 60_000);
  const rooms = laneLimit("rooms", limits.roomsPerSecond, 1_000);
  const ofCall = [calls];
  const ofHistory = [history, calls];
  return {
    ofRequest({ elsewhere, operation }) {
      if (elsewhere !== undefined) return [];
      return operation === "history" ? ofHistory : ofCall;
    },
    ofRecipients({ recipients }) {
      if (recipients === undefined || recipients.to.length === 0) return [];
      const { chatType, to } = recipients;
      switch (chatType) {
        case "users":
          return [some(users, to.length)];
        case "chatgroups":
          return to.map((id) => some(laneLimit(`group ${id}`, limits.groupMessagesPerSecond, 1_000)));
        case "chatrooms":
          return [some(rooms, to.length)];
      }
    },
  };
}

/** A limit below one lets nothing through in its window: a quarter a second is one in four seconds. */
function laneLimit(name: string, limit: number, windowMs: number): LaneLimit {
  return limit < 1 ? { name, limit: 1, windowMs: windowMs / limit } : { name, limit, windowMs };
}
