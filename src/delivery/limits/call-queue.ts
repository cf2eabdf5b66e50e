import { ChatError } from "../../client/chat-error";
import type { Clock } from "../../client/clock";
import type { Charge } from "./call-limits";
import { createKinds } from "./kinds";
import type { Lanes } from "./lane";
import { createLaneLines } from "./lane-lines";
import { createObstacles } from "./obstacles";
import type { Pass, Turn } from "./turn";
import { mayStay } from "./waiting";
import type { Waiting } from "./waiting";
import { overFor, watchAge } from "./watch-age";

/**
 * The queue of an app: first come, first served, as fast as its lanes allow. Who waits for a lane holds up only those who
 * need the same: an alarm passes a history that waits for its minute, and a message to one group the flood to another.
 */
export interface CallQueue<T> {
  /** The place behind all so far. Who comes again with the place they had goes before those who came later. */
  nextPlace(): number;
  /**
   * Waits for a turn.
   *
   * @returns the turn; `undefined` where it is among somebody else's companions
   * @throws `CHAT_OUTBOX_FULL` at once where too many wait (but not who comes again), `CHAT_EXPIRED`, `CHAT_STOPPED`, or
   * what its patience says; nothing was sent then
   */
  enter(turn: Turn<T>): Promise<Pass<T> | undefined>;
  /** Looks again at those who wait for lanes that could not foretell when they have room. */
  onRoom(): void;
  /** How long until the next who waits for a limit may go, milliseconds; `undefined` where nobody does. */
  limitedForMs(): number | undefined;
}

/**
 * @param lanes where the limits are counted
 * @param maxWaiting how many may wait; each holds its message in memory
 */
export function createCallQueue<T>(clock: Clock, lanes: Lanes, maxWaiting = 10_000): CallQueue<T> {
  const lines = createLaneLines<Waiting<T>>(clock, letGo);
  const kinds = createKinds<T, Waiting<T>>(clock, (names) => lines.advance(names));
  const obstacles = createObstacles(clock, lanes, (name) => lines.firstOf(name));
  let waiting = 0;
  let lastPlace = 0;
  let lastEntered = -Infinity;

  /** Takes what something costs. It is given back to the very lane that gave it: by then another may have its name. */
  function taken(charge: Charge): Charge {
    const own = obstacles.laneOf(charge);
    own.take(charge.weight);
    return { ...charge, own };
  }

  function letGo(entry: Waiting<T>, name: string): void {
    // One signal may end many: none of them goes while the others are still being told.
    const over = overFor(entry, clock.now());
    if (over !== undefined) {
      entry.fail(over);
      return;
    }
    const obstacle = obstacles.of(entry.place, entry.charges);
    if (obstacle === undefined) {
      entry.go(take(entry, () => leave(entry)));
    } else {
      if (obstacle.charge.limit.name !== name && !mayStay(entry, name, obstacle.charge)) lines.leave(entry, name);
      lines.stand(entry, obstacle.charge, obstacle.until);
    }
  }

  /** @param leave called when the lanes are taken, before others are looked for who leave with it */
  function take(leader: Turn<T>, leave?: () => void): Pass<T> {
    const charges = leader.charges.map(taken);
    leave?.();
    const { together } = leader;
    const companions = together === undefined ? [] : kinds.companionsOf(together, (entry) => join(entry, charges));
    // Whoever stood behind those may be able to go.
    if (companions.length > 0) lines.advance([]);
    return {
      companions,
      release: once((reached) => {
        const endedAt = reached ? clock.now() : undefined;
        for (const charge of charges) obstacles.laneOf(charge).free(charge.weight, endedAt);
        lines.advance(charges.map(({ limit }) => limit.name));
      }),
    };
  }

  /** Lets somebody go in another's request, if there is room and nobody before them waits for it. */
  function join(entry: Waiting<T>, all: Charge[]): boolean {
    const charges = entry.together?.charges ?? [];
    const isHeldUp = obstacles.of(entry.place, charges) !== undefined;
    if (isHeldUp || overFor(entry, clock.now()) !== undefined) return false;
    all.push(...charges.map(taken));
    leave(entry);
    entry.go(undefined);
    return true;
  }

  function wait(turn: Turn<T>): Promise<Pass<T> | undefined> {
    turn.onQueued?.();
    return new Promise((resolve, reject) => {
      // Whoever was told may have stopped it.
      const over = overFor(turn, clock.now());
      if (over !== undefined) {
        reject(over);
        return;
      }
      const fail = (error: ChatError): void => {
        leave(entry);
        reject(error);
      };
      const entry: Waiting<T> = {
        ...turn,
        lines: new Set(),
        moves: 0,
        go: resolve,
        fail,
        stopWatching: () => undefined,
      };
      waiting += 1;
      kinds.wait(entry);
      entry.stopWatching = watchAge(clock, turn, (error) => {
        fail(error);
        // Whoever stood behind may be able to go.
        lines.advance([]);
      });
      letGo(entry, "");
    });
  }

  function leave(entry: Waiting<T>): void {
    for (const name of entry.lines) lines.leave(entry, name);
    kinds.leave(entry);
    waiting -= 1;
    entry.stopWatching();
  }

  return {
    nextPlace: () => (lastPlace += 1),
    onRoom: () => lines.advanceUnforeseen(),
    limitedForMs() {
      const until = lines.nextLimitEnd();
      return until === Infinity ? undefined : Math.max(0, until - clock.now());
    },
    enter(asked) {
      const over = overFor(asked, clock.now());
      if (over !== undefined) return Promise.reject(over);
      // A timer may be late: whoever came before goes before.
      if (waiting > 0) lines.advanceDue();
      const turn = asked.together === undefined ? asked : kinds.seated(asked, asked.together);
      const isNew = turn.place > lastEntered;
      lastEntered = Math.max(lastEntered, turn.place);
      if (obstacles.of(turn.place, turn.charges) === undefined) return Promise.resolve(take(turn));
      if (waiting >= maxWaiting && isNew) {
        return Promise.reject(new ChatError("CHAT_OUTBOX_FULL", { operation: "send-message", outcome: "not-sent" }));
      }
      return wait(turn);
    },
  };
}

function once(run: (reached: boolean) => void): (reached: boolean) => void {
  let hasRun = false;
  return (reached) => {
    if (hasRun) return;
    hasRun = true;
    run(reached);
  };
}
