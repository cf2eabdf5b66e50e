import type { Call, Layer } from "../../client/call";
import type { Clock } from "../../client/clock";
import type { RetryPolicy } from "../retry/retry-policies";
import { chargesBy } from "./call-limits";
import type { CallLimits } from "./call-limits";
import { createCallQueue } from "./call-queue";
import { evenPace } from "./even-pace";
import { createGate } from "./gate";
import { createHolds } from "./holds";
import type { Lanes, LanesOptions } from "./lane";
import { watchRoundTrips } from "./round-trips";
import type { Traveller } from "./traveller";
import { withLimits } from "./with-limits";

/** What the limits of an app are made of. */
export interface LimitsSettings {
  readonly limits: CallLimits;
  /** Whether calls leave at equal distances instead of in bursts. */
  readonly evenPace: boolean;
  readonly policy: RetryPolicy;
  /** How old a message may become while it waits, milliseconds. */
  readonly maxAgeMs: number;
  /** How many calls may wait. */
  readonly maxWaiting: number;
  /** Where they are counted. */
  readonly createLanes: (options: LanesOptions) => Lanes;
  readonly clock: Clock;
  /** 0 to 1, as `Math.random`. */
  readonly random: () => number;
}

/** The limits of one app, shared by all its calls. */
export interface Limits {
  readonly layer: Layer;
  /** The place in line behind all so far. */
  nextPlace(): number;
  /** How long the service, or a limit that a call needs, is closed to us, milliseconds. */
  closedForMs(call: Call): number;
  /** Since when the service has been away, milliseconds since 1970; `undefined` while it is not. */
  awaySince(): number | undefined;
  /** How long until the next who waits for a limit may go, milliseconds; `undefined` where nobody does. */
  limitedForMs(): number | undefined;
  close(): Promise<void>;
}

/** Puts them together. */
export function createLimits(settings: LimitsSettings): Limits {
  const { clock, random, policy, maxAgeMs } = settings;
  const roundTrips = watchRoundTrips();
  // Room comes later than the queue is there.
  const lanes = settings.createLanes({ creditMs: () => roundTrips.creditMs(), onRoom: () => queue.onRoom() });
  const queue = createCallQueue<Traveller>(clock, lanes, settings.maxWaiting);
  const gate = createGate(clock, random);
  const charges = chargesBy(settings.limits);
  const holds = createHolds(lanes, charges, clock, random);
  const pace = evenPace(settings.limits.callsPerSecond, 1_000, () => clock.now());
  const isPatient = policy.patienceMs > 0;
  const hasEnd = isPatient && policy.patienceMs < Infinity;
  return {
    layer: withLimits({
      ...{ queue, charges, gate, holds, roundTrips, maxAgeMs, clock },
      waitsAtGate: isPatient,
      ways: settings.evenPace ? [{ limit: paceLimit, weight: 1, takenBy: "all", own: pace }] : [],
      ...(hasEnd ? { patience: { patienceMs: policy.patienceMs, trouble: () => gate.trouble() } } : {}),
    }),
    nextPlace: () => queue.nextPlace(),
    closedForMs: (call) => Math.max(gate.closedForMs(), holds.heldForMs(call)),
    awaySince: () => gate.trouble()?.since,
    limitedForMs: () => queue.limitedForMs(),
    close: () => lanes.close(),
  };
}

const paceLimit = { name: "pace", limit: Infinity, windowMs: 0 };
