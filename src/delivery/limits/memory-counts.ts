import type { Clock } from "../../client/clock";
import type { Lane, Lanes, LanesOptions } from "./lane";
import { createRota } from "./rota";
import type { Rota } from "./rota";
import { slidingWindow } from "./sliding-window";
import type { SlidingWindow } from "./sliding-window";

/** What this process counts of one app's limits, for all of its queues together. */
export interface MemoryCounts {
  /** Lanes for one more queue: it counts what the others have taken, those that are closed by now, too. */
  lanesFor(options: LanesOptions): Lanes;
}

/** One queue that uses the counts. */
interface User {
  readonly options: LanesOptions;
  /** Whether it was told that nobody can say when there is room. */
  isInTheDark: boolean;
}

/** One lane, and what each user sees of it. */
interface Counted {
  readonly window: SlidingWindow;
  readonly lanes: Map<User, Lane>;
  /** Without it, whoever is a moment before the others would be so every time. */
  readonly rota: Rota<User>;
}

const fewestWorthSearching = 1_000;

/** Nothing counts yet. */
export function createMemoryCounts(clock: Clock): MemoryCounts {
  const all = new Map<string, Counted>();
  const users = new Set<User>();
  let worthSearching = fewestWorthSearching;

  /** Groups come and go; a lane in which nothing counts any more is as good as none. */
  function forgetEmpty(): void {
    if (all.size < worthSearching) return;
    const now = clock.now();
    for (const [name, { window }] of all) if (window.isEmpty(now)) all.delete(name);
    worthSearching = Math.max(fewestWorthSearching, all.size * 2);
  }

  /** A limit of less than one has a window of its own length, and a count of its own. */
  function countedAs(name: string, windowMs: number): Counted {
    const key = `${name} ${windowMs}`;
    let counted = all.get(key);
    if (counted === undefined) {
      forgetEmpty();
      counted = { window: slidingWindow(windowMs), lanes: new Map(), rota: createRota(clock, tell) };
      all.set(key, counted);
    }
    return counted;
  }

  function tell(user: User): void {
    if (!user.isInTheDark) return;
    user.isInTheDark = false;
    user.options.onRoom();
  }

  /** A queue knows what it gives back itself; what another does it cannot foretell. */
  function tellAllBut(user: User): void {
    for (const other of users) if (other !== user) tell(other);
  }

  function laneFor(user: User, limit: number, { window, rota }: Counted): Lane {
    const lane = window.lane(limit, user.options.creditMs);
    return {
      ...lane,
      roomAt(weight, nowMs) {
        const freeAt = lane.roomAt(weight, nowMs);
        const roomAt = users.size < 2 || rota.isTurnOf(user, freeAt) ? freeAt : Infinity;
        user.isInTheDark ||= roomAt === Infinity;
        return roomAt;
      },
      take(weight) {
        lane.take(weight);
        rota.done(user);
      },
      free(weight, endedAtMs) {
        lane.free(weight, endedAtMs);
        tellAllBut(user);
      },
    };
  }

  return {
    lanesFor(options) {
      const user: User = { options, isInTheDark: false };
      users.add(user);
      return {
        laneOf({ name, limit, windowMs }) {
          const counted = countedAs(name, windowMs);
          let lane = counted.lanes.get(user);
          if (lane === undefined) {
            lane = laneFor(user, limit, counted);
            counted.lanes.set(user, lane);
          }
          return lane;
        },
        close() {
          users.delete(user);
          for (const { lanes, rota } of all.values()) {
            lanes.delete(user);
            rota.done(user);
          }
          return Promise.resolve();
        },
      };
    },
  };
}
