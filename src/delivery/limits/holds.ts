import type { Call } from "../../client/call";
import type { ChatError } from "../../client/chat-error";
import type { Clock } from "../../client/clock";
import type { Charge, Charges } from "./call-limits";
import type { Lanes } from "./lane";

/**
 * Holds a lane when the service says that it is full, although we counted room: others share the app key, or the plan is
 * smaller than its settings. A second, and longer each time that nothing got through meanwhile, up to the lane's window;
 * never shorter than the service asks.
 */
export interface Holds {
  refused(call: Call, error: ChatError): void;
  /** Something got through its lanes. */
  passed(call: Call): void;
  /** How long until the lanes that a call needs are held no more, milliseconds; 0 where none is. */
  heldForMs(call: Call): number;
}

interface Hold {
  readonly times: number;
  readonly until: number;
}

const firstMs = 1_000;

/** A lane with a short window is held so long at the most, milliseconds: somebody else may use all of it for a while. */
const longestOfShortMs = 15_000;

/** Nobody speaks of a refusal any more that is so long ago. */
const forgottenAfterMs = 60_000;

/** @param random 0 to 1: makes a hold up to a quarter longer, so that several machines do not come back together */
export function createHolds(lanes: Lanes, charges: Charges, clock: Clock, random: () => number): Holds {
  const holds = new Map<string, Hold>();

  function hold({ limit }: Charge, askedMs: number): void {
    const now = clock.now();
    const before = holds.get(limit.name);
    // Those that were under way together say it together: once is enough.
    const isSaid = before !== undefined && now < before.until;
    const times = isSaid ? before.times : (before?.times ?? 0) + 1;
    const longestMs = Math.max(limit.windowMs, longestOfShortMs);
    const ownMs = isSaid ? 0 : Math.min(longestMs, firstMs * 2 ** (times - 1));
    const until = now + Math.ceil(Math.max(ownMs, askedMs) * (1 + random() / 4));
    if (isSaid && until <= before.until) return;
    holds.set(limit.name, { times, until });
    lanes.laneOf(limit).hold(until);
  }

  function forgetOld(): void {
    const long = clock.now() - forgottenAfterMs;
    for (const [name, { until }] of holds) if (until < long) holds.delete(name);
  }

  return {
    refused(call, { details }) {
      forgetOld();
      for (const charge of fullLanes(call, details.status, charges)) hold(charge, details.retryAfterMs ?? 0);
    },
    passed(call) {
      if (holds.size === 0) return;
      const now = clock.now();
      for (const { limit } of lanesOf(call, charges)) {
        if ((holds.get(limit.name)?.until ?? Infinity) <= now) holds.delete(limit.name);
      }
    },
    heldForMs(call) {
      if (holds.size === 0) return 0;
      const untils = lanesOf(call, charges).map(({ limit }) => holds.get(limit.name)?.until ?? -Infinity);
      return Math.max(0, Math.max(...untils, -Infinity) - clock.now());
    },
  };
}

function lanesOf(call: Call, charges: Charges): readonly Charge[] {
  return [...charges.ofRecipients(call), ...charges.ofRequest(call)];
}

/** The service says 403 where too many were written to, and 429 or 503 where too many calls were made. */
function fullLanes(call: Call, status: number | undefined, charges: Charges): readonly Charge[] {
  const ofRecipients = charges.ofRecipients(call);
  if (status === 403 && ofRecipients.length > 0) return ofRecipients;
  // The first is the one that fewest others need: a full minute of history holds up no message.
  return charges.ofRequest(call).slice(0, 1);
}
