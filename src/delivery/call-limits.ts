import type { Call } from "../client/call";

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
}

/** A share of one limit that a call uses. */
export interface Charge {
  /** Which limit: the same name, the same count. */
  readonly lane: string;
  readonly weight: number;
  readonly limit: number;
  readonly windowMs: number;
}

/** What a call costs, limit by limit. */
export function chargesOf(call: Call, limits: CallLimits): readonly Charge[] {
  const charges: Charge[] = [{ lane: "calls", weight: 1, limit: limits.callsPerSecond, windowMs: 1_000 }];
  const { chatType, to } = call.recipients ?? { chatType: "users", to: [] };
  if (to.length === 0) return charges;
  switch (chatType) {
    case "users":
      charges.push({ lane: "users", weight: to.length, limit: limits.recipientsPerMinute, windowMs: 60_000 });
      break;
    case "chatgroups":
      for (const id of to) {
        charges.push({ lane: `group ${id}`, weight: 1, limit: limits.groupMessagesPerSecond, windowMs: 1_000 });
      }
      break;
    case "chatrooms":
      charges.push({ lane: "rooms", weight: to.length, limit: limits.roomsPerSecond, windowMs: 1_000 });
      break;
  }
  return charges;
}
