import type { Layer } from "../../client/call";
import type { CallQueue } from "./call-queue";
import type { Charge, Charges } from "./call-limits";
import { createFlights, mayHaveReached } from "./flights";
import type { Departure } from "./flights";
import type { Gate } from "./gate";
import { announce, createTraveller } from "./traveller";
import type { Traveller } from "./traveller";
import type { Turn } from "./turn";
import type { Patience } from "./watch-age";
import { watchedSend } from "./watched-send";
import type { Watchers } from "./watched-send";

/** What the limits of an app are kept with. */
export interface LimitsOptions extends Watchers {
  readonly queue: CallQueue<Traveller>;
  readonly charges: Charges;
  readonly gate: Gate;
  /** Whether calls wait at the gate while the service is away; else each tries, and hears at once. */
  readonly waitsAtGate: boolean;
  /** What every call to the service needs besides its limits and the gate: an even pace. */
  readonly ways: readonly Charge[];
  /** How old a message may become while it waits, milliseconds. */
  readonly maxAgeMs: number;
  /** How long calls wait for a service that is away. Default: as long as they may. */
  readonly patience?: Patience;
}

/**
 * Lets calls through no faster than the app's plan allows, in the order in which they come, none behind a limit that it
 * does not need. Those that wait and differ only in whom they are for leave in one request.
 */
export function withLimits(options: LimitsOptions): Layer {
  const { queue, charges, gate, maxAgeMs, clock } = options;

  /** Waits for a turn; without one, the call leaves with somebody else. */
  async function lineUp(traveller: Traveller, isAlone: boolean): Promise<Departure | undefined> {
    const { call, context } = traveller;
    const way = gate.way();
    const forRecipients = charges.ofRecipients(call);
    const service: Charge = { limit: serviceLimit, weight: 1, takenBy: "all", own: way };
    const ways = [...(options.waitsAtGate ? [service] : []), ...options.ways];
    const turn: Turn<Traveller> = {
      charges: [...forRecipients, ...charges.ofRequest(call), ...(call.elsewhere === undefined ? ways : [])],
      place: context.place ?? queue.nextPlace(),
      signal: context.signal,
      expiresAt: (context.acceptedAt ?? clock.now()) + maxAgeMs,
      ...(options.patience === undefined ? {} : { patience: options.patience }),
      // Whoever tries whether the service is there again goes alone: so only one becomes uncertain where it is not.
      ...(isAlone ? {} : { together: traveller.together(forRecipients, () => gate.trouble() === undefined) }),
      onQueued: () => context.report?.({ state: "queued" }),
    };
    const pass = await queue.enter(turn);
    return pass === undefined ? undefined : { pass, way };
  }

  return (next) => {
    const send = watchedSend(next, options);
    // Alone, everybody gets a turn of their own.
    const flights = createFlights(send, async (leader) => (await lineUp(leader, true)) as Departure);

    return async (call, context) => {
      const traveller = createTraveller(call, context);
      const departure = await lineUp(traveller, call.company === undefined);
      if (departure === undefined) return traveller.answer();
      const { pass, way } = departure;
      if (pass.companions.length > 0) {
        void flights.fly([traveller, ...pass.companions], departure);
        return traveller.answer();
      }
      let reached = false;
      try {
        await announce(call, context);
        reached = true;
        return await send(call, context, way);
      } catch (error) {
        reached &&= mayHaveReached(error);
        throw error;
      } finally {
        pass.release(reached);
      }
    };
  };
}

const serviceLimit = { name: "service", limit: Infinity, windowMs: 0 };
