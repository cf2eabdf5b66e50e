import type { Clock } from "../../client/clock";
import type { Charge } from "./call-limits";
import type { Placed } from "./line";
import { createSeats } from "./seats";

/** What it takes to leave together with others. */
export interface Together<T> {
  /** The same for all that may. */
  readonly kind: string;
  readonly traveller: T;
  /** What it costs in somebody else's request. */
  readonly charges: readonly Charge[];
  /** Called when it leads; `undefined`: it goes alone this time. */
  readonly gather: () => Gathering<T> | undefined;
}

/** A request that is being filled. */
export interface Gathering<T> {
  readonly isFull: () => boolean;
  /** Whether one more fits. */
  readonly fits: (traveller: T) => boolean;
  readonly add: (traveller: T) => void;
}

/** Those who wait, by whom they may leave with. Forgets kinds that nobody is of any more. */
export interface Kinds<T, W> {
  /** The turn with the seat that calls of its kind share. */
  seated<U extends Charged>(turn: U, together: Together<T>): U;
  wait(entry: W): void;
  leave(entry: W): void;
  /** Nobody has come of it: the kind may be forgotten. */
  decline(together: Together<T>): void;
  /**
   * Who leaves with a leader, in the order in which they came.
   *
   * @param join takes one along if there is room; they must have left when it returns true
   */
  companionsOf(leader: Together<T>, join: (entry: W) => boolean): readonly T[];
}

interface Charged {
  readonly charges: readonly Charge[];
}

interface Kind<W> {
  readonly seat: Charge;
  readonly waiting: Set<W>;
}

/** So many that could not join are asked; a request that is nearly full does not look through thousands. */
const mostMisses = 100;

/** @param onSeat called with the name of a lane when it has a seat again that nobody could foretell */
export function createKinds<T, W extends Placed & { readonly together?: Together<T> }>(
  clock: Clock,
  onSeat: (lane: string) => void,
): Kinds<T, W> {
  const kinds = new Map<string, Kind<W>>();
  let numbered = 0;

  function kindOf(name: string): Kind<W> {
    let kind = kinds.get(name);
    if (kind === undefined) {
      // Not named by what the messages say: that is long, and nobody else's business.
      const limit = { name: `kind ${(numbered += 1)}`, limit: 1, windowMs: 0 };
      const seats = createSeats(
        clock,
        () => onSeat(limit.name),
        () => forgetIdle(name),
      );
      kind = { seat: { limit, weight: 1, takenBy: "alike", own: seats }, waiting: new Set() };
      kinds.set(name, kind);
    }
    return kind;
  }

  function forgetIdle(name: string): void {
    const kind = kinds.get(name);
    if (kind?.waiting.size === 0 && kind.seat.own?.isEmpty(clock.now()) === true) kinds.delete(name);
  }

  return {
    seated(turn, { kind }) {
      const { seat } = kindOf(kind);
      // Before the lanes that every call takes: so nobody holds those up who has no seat.
      const common = turn.charges.findIndex(({ takenBy }) => takenBy === "all");
      const place = common < 0 ? turn.charges.length : common;
      return { ...turn, charges: [...turn.charges.slice(0, place), seat, ...turn.charges.slice(place)] };
    },
    wait(entry) {
      if (entry.together !== undefined) kindOf(entry.together.kind).waiting.add(entry);
    },
    leave(entry) {
      if (entry.together === undefined) return;
      kinds.get(entry.together.kind)?.waiting.delete(entry);
      forgetIdle(entry.together.kind);
    },
    decline: ({ kind }) => forgetIdle(kind),
    companionsOf(leader, join) {
      const waiting = kinds.get(leader.kind)?.waiting;
      if (waiting === undefined || waiting.size === 0) return [];
      const gathering = leader.gather();
      const companions: T[] = [];
      let misses = 0;
      for (const entry of waiting) {
        if (gathering === undefined || gathering.isFull() || misses === mostMisses) break;
        const { together } = entry;
        if (together !== undefined && gathering.fits(together.traveller) && join(entry)) {
          gathering.add(together.traveller);
          companions.push(together.traveller);
        } else {
          misses += 1;
        }
      }
      return companions;
    },
  };
}
