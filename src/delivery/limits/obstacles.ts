import type { Clock } from "../../client/clock";
import type { Charge } from "./call-limits";
import type { Lane, Lanes } from "./lane";
import type { Placed } from "./line";

/** A lane that somebody has to wait for. */
export interface Obstacle {
  readonly charge: Charge;
  /** Milliseconds since 1970; `Infinity`: until something ends. */
  readonly until: number;
}

/** What keeps those who wait from going. */
export interface Obstacles {
  laneOf(charge: Charge): Lane;
  /** The first lane that somebody has to wait for; none where their turn has come. */
  of(place: number, charges: readonly Charge[]): Obstacle | undefined;
}

/** @param firstOf the first who waits for a lane: those who came later wait behind them */
export function createObstacles(clock: Clock, lanes: Lanes, firstOf: (lane: string) => Placed | undefined): Obstacles {
  function laneOf({ limit, own }: Charge): Lane {
    return own ?? lanes.laneOf(limit);
  }

  function isBehind(place: number, { limit }: Charge): boolean {
    const first = firstOf(limit.name);
    return first !== undefined && first.place < place;
  }

  return {
    laneOf,
    of(place, charges) {
      const now = clock.now();
      for (const charge of charges) {
        const until = isBehind(place, charge) ? Infinity : laneOf(charge).roomAt(charge.weight, now);
        // Also where a lane cannot count: better to wait until somebody ends it than to send without limits.
        if (!(until <= now)) return { charge, until };
      }
      return undefined;
    },
  };
}
