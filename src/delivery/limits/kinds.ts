import type { Clock } from "../../client/clock";
import type { Charge } from "./call-limits";
import type { Placed } from "./line";
import { TickSeat } from "./tick-seat";

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

/**
 * Those who wait, by whom they may leave with. Of each kind one call goes at once; the others of the same tick, the event
 * loop's present turn, leave together as soon as it is over. So thousands of equal messages in an instant make a few
 * requests, and yet nobody waits for company: it takes no longer than it takes this process to read them all.
 */
export interface Kinds<T, W> {
  /** The turn with the seat that calls of its kind share. */
  seated<U extends Charged>(turn: U, together: Together<T>): U;
  wait(entry: W): void;
  leave(entry: W): void;
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
  readonly own: TickSeat;
  readonly waiting: Set<W>;
}

/** So many that could not join are asked; a request that is nearly full does not look through thousands. */
const mostMisses = 100;

/** @param onSeats called with the names of lanes when they have a seat again that nobody could foretell */
export function createKinds<T, W extends Placed & { readonly together?: Together<T> }>(
  clock: Clock,
  onSeats: (lanes: readonly string[]) => void,
): Kinds<T, W> {
  /**
   * Those of which somebody has come in this tick. A new map for each tick: one that is filled and emptied for ever makes
   * V8 keep what was in it until it cleans its whole heap.
   */
  let ofTick = new Map<string, Kind<W>>();
  const withWaiting = new Map<string, Kind<W>>();
  let made = 0;

  function kindOf(name: string): Kind<W> {
    const known = ofTick.get(name) ?? withWaiting.get(name);
    if (known !== undefined) return known;
    // Not named by what the messages say: that is long, and nobody else's business.
    const limit = { name: `kind ${(made += 1)}`, limit: 1, windowMs: 0 };
    const own = new TickSeat(() => appear(name, kind));
    const kind: Kind<W> = { own, seat: { limit, weight: 1, takenBy: "alike", own }, waiting: new Set() };
    appear(name, kind);
    return kind;
  }

  function appear(name: string, kind: Kind<W>): void {
    if (ofTick.size === 0) clock.after(0, endTick);
    ofTick.set(name, kind);
  }

  function endTick(): void {
    const kinds = [...ofTick.values()];
    ofTick = new Map();
    for (const { own } of kinds) own.vacate();
    onSeats(kinds.filter(({ waiting }) => waiting.size > 0).map(({ seat }) => seat.limit.name));
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
      if (entry.together === undefined) return;
      const { kind: name } = entry.together;
      const kind = kindOf(name);
      kind.waiting.add(entry);
      withWaiting.set(name, kind);
    },
    leave(entry) {
      if (entry.together === undefined) return;
      const { kind: name } = entry.together;
      const kind = withWaiting.get(name);
      kind?.waiting.delete(entry);
      if (kind?.waiting.size === 0) withWaiting.delete(name);
    },
    companionsOf(leader, join) {
      const waiting = withWaiting.get(leader.kind)?.waiting;
      if (waiting === undefined) return [];
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
