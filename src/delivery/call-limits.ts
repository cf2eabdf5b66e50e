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
  /** Hours of history asked for. */
  readonly historyCallsPerMinute: number;
}

/** A share of one limit that a call uses. */
export interface Charge {
  /** Which limit: the same name, the same count. */
  readonly lane: string;
  readonly weight: number;
  readonly limit: number;
  readonly windowMs: number;
}

/** With which calls one stands in line: those that share its limits, so that it waits for none but its own. */
export function lineOf(call: Call): string {
  if (call.elsewhere !== undefined) return "elsewhere";
  return call.operation === "history" ? "history" : (call.recipients?.chatType ?? "calls");
}

/** What a call costs, limit by limit. */
export function chargesOf(call: Call, limits: CallLimits): readonly Charge[] {
  if (call.elsewhere !== undefined) return [];
  const charges = [charge("calls", 1, limits.callsPerSecond, 1_000)];
  if (call.operation === "history") charges.push(charge("history", 1, limits.historyCallsPerMinute, 60_000));
  const { chatType, to } = call.recipients ?? { chatType: "users", to: [] };
  if (to.length === 0) return charges;
  switch (chatType) {
    case "users":
      charges.push(charge("users", to.length, limits.recipientsPerMinute, 60_000));
      break;
    case "chatgroups":
      for (const id of to) charges.push(charge(`group ${id}`, 1, limits.groupMessagesPerSecond, 1_000));
      break;
    case "chatrooms":
      charges.push(charge("rooms", to.length, limits.roomsPerSecond, 1_000));
      break;
  }
  return charges;
}

/** A limit below one lets nothing through in its window: a quarter a second is one in four seconds. */
function charge(lane: string, weight: number, limit: number, windowMs: number): Charge {
  return limit < 1 ? { lane, weight, limit: 1, windowMs: windowMs / limit } : { lane, weight, limit, windowMs };
}
