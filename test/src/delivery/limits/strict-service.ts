/** A service that keeps its limits strictly, behind a network with its own mind. */
import type { Answer, Call, Send } from "../../../../src/client/call";
import type { Clock } from "../../../../src/client/clock";
import { good, pause, plan, tooMany } from "./use-limits";

/** What arrived: when, in which lanes, and how much. */
export interface Arrival {
  readonly at: number;
  readonly weights: Readonly<Record<string, number>>;
}

/** One of the service's counts. */
export interface ServiceLimit {
  readonly lane: string;
  readonly limit: number;
  readonly windowMs: number;
}

/** The service, and what it saw. */
export interface StrictService {
  readonly send: Send;
  readonly accepted: readonly Arrival[];
  readonly refused: readonly Arrival[];
}

/** What a call weighs, by the name of each lane. */
export function weightsOf({ operation, recipients }: Call): Readonly<Record<string, number>> {
  const { chatType = "users", to = [] } = recipients ?? {};
  const weights: Record<string, number> = { calls: 1 };
  if (operation === "history") weights["history"] = 1;
  if (chatType === "chatgroups") for (const id of to) weights[`group ${id}`] = 1;
  else if (to.length > 0) weights[chatType === "users" ? "users" : "rooms"] = to.length;
  return weights;
}

/** The limits that a plan sets, for the groups 0 to 9. */
export function limitsOf(allowed: typeof plan): readonly ServiceLimit[] {
  const groups = Array.from({ length: 10 }, (_, id) => `group g${id}`);
  return [
    { lane: "calls", limit: allowed.callsPerSecond, windowMs: 1_000 },
    { lane: "history", limit: allowed.historyCallsPerMinute, windowMs: 60_000 },
    { lane: "users", limit: allowed.recipientsPerMinute, windowMs: 60_000 },
    { lane: "rooms", limit: allowed.roomsPerSecond, windowMs: 1_000 },
    ...groups.map((lane) => ({ lane, limit: allowed.groupMessagesPerSecond, windowMs: 1_000 })),
  ];
}

/**
 * @param delayMs how long each way takes
 * @param isFixed whether it counts whole seconds and minutes of its clock instead of any stretch of time
 */
export function createStrictService(
  clock: Clock,
  delayMs: () => number,
  limits: readonly ServiceLimit[] = limitsOf(plan),
  isFixed = false,
): StrictService {
  const accepted: Arrival[] = [];
  const refused: Arrival[] = [];
  /** Of each limit, what counts. */
  const counts = limits.map((limit) => ({
    ...limit,
    recent: [] as { readonly at: number; readonly weight: number }[],
  }));

  function isWithin(at: number, now: number, windowMs: number): boolean {
    return isFixed ? Math.floor(at / windowMs) === Math.floor(now / windowMs) : at > now - windowMs;
  }

  function answerTo(call: Call): Answer | undefined {
    const now = clock.now();
    const weights = weightsOf(call);
    const arrival = { at: now, weights };
    let isTooMuch = false;
    for (const { lane, limit, windowMs, recent } of counts) {
      while (recent[0] !== undefined && !isWithin(recent[0].at, now, windowMs)) recent.shift();
      const sum = recent.reduce((total, { weight }) => total + weight, 0);
      isTooMuch ||= weights[lane] !== undefined && sum + weights[lane] > limit;
    }
    (isTooMuch ? refused : accepted).push(arrival);
    if (isTooMuch) return undefined;
    for (const { lane, recent } of counts)
      if (weights[lane] !== undefined) recent.push({ at: now, weight: weights[lane] });
    return good;
  }

  return {
    accepted,
    refused,
    async send(call) {
      await pause(clock, delayMs());
      const answer = answerTo(call);
      await pause(clock, delayMs());
      if (answer === undefined) throw tooMany;
      return answer;
    },
  };
}
