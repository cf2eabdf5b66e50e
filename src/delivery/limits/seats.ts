import type { Clock } from "../../client/clock";
import type { Lane } from "./lane";

/** How many calls of one kind are on the wire before the next of that kind waits for an answer. */
const seats = 2;

/** How long it waits for one at the most, milliseconds: about as long as an answer takes. */
const longestWaitMs = 50;

/**
 * A lane for calls that differ in their recipients only. Two of them go at once; the next waits until one of these has
 * been answered, but never long: then all that have come meanwhile leave together. Thousands of equal messages in an
 * instant leave in a few requests that way, and none waits longer than an answer takes anyway.
 *
 * @param onRoom called when a seat is given up because its call takes long
 * @param onEmpty called when all seats are free again
 */
export function createSeats(clock: Clock, onRoom: () => void, onEmpty: () => void): Lane {
  let taken = 0;
  /** Of those taken, how many nobody waits for any more. */
  let forgone = 0;
  let cancelTimer: (() => void) | undefined;

  return {
    roomAt(_weight, nowMs) {
      if (taken - forgone < seats) return nowMs;
      // A timer, not a time: while this process is too busy to hear an answer, no seat is given up for it.
      cancelTimer ??= clock.after(longestWaitMs, () => {
        cancelTimer = undefined;
        forgone = taken;
        onRoom();
      });
      return Infinity;
    },
    take() {
      taken += 1;
    },
    free() {
      taken -= 1;
      forgone = Math.min(forgone, taken);
      if (taken > 0) return;
      cancelTimer?.();
      cancelTimer = undefined;
      onEmpty();
    },
    hold: () => undefined,
    isEmpty: () => taken === 0,
  };
}
