import type { Clock } from "../../client/clock";
import type { Charge } from "./call-limits";
import { createHeap } from "./heap";
import { createLine } from "./line";
import type { Line, Placed } from "./line";
import { createWakeTimes } from "./wake-times";

/** Somebody who waits for lanes. */
export interface InLines extends Placed {
  /** The lanes that they wait for, by name; kept here. */
  readonly lines: Set<string>;
}

/** Those who wait, by the lane that each waits for. Wakes a line when its first may have room. */
export interface LaneLines<W extends InLines> {
  /** The first who waits for a lane. */
  firstOf(name: string): W | undefined;
  /**
   * Lines somebody up for a lane, by their place.
   *
   * @param until when there may be room for them; `Infinity`: when something ends
   */
  stand(entry: W, charge: Charge, until: number): void;
  /** Takes somebody out of a line; the next is looked at in the coming {@link advance}. */
  leave(entry: W, name: string): void;
  /** Looks at the first of these lines and of all that have been left, the one who came first among them first. */
  advance(names: Iterable<string>): void;
  /** Looks at the lines whose time has come. */
  advanceDue(): void;
  /** Looks at the lines of which nobody could say when they have room. */
  advanceUnforeseen(): void;
  /** When the first may go who waits for a limit of the plan, milliseconds since 1970; `Infinity`: nobody can say. */
  nextLimitEnd(): number;
}

interface Waiters<W extends InLines> {
  readonly line: Line<W>;
  wakeAt: number;
  readonly isLimit: boolean;
}

/**
 * @param letGo called with the first of a line: must take them out of it, or make them stand where they have to wait. A
 * line whose first stands in another as well is let alone until they leave
 */
export function createLaneLines<W extends InLines>(
  clock: Clock,
  letGo: (entry: W, name: string) => void,
): LaneLines<W> {
  const all = new Map<string, Waiters<W>>();
  const wakeTimes = createWakeTimes(clock, advanceDue);
  /** Lanes whose first may be able to go now. */
  const ripe = new Set<string>();
  /** The same by the places of the first as they were then; each is looked at again when its turn has come. */
  const ripeByPlace = createHeap<string>();
  let isAdvancing = false;

  function ripen(name: string): void {
    const waiters = all.get(name);
    if (waiters === undefined || ripe.has(name)) return;
    ripe.add(name);
    ripeByPlace.push(waiters.line.first()?.place ?? -Infinity, name);
  }

  function advance(names: Iterable<string>): void {
    for (const name of names) ripen(name);
    if (isAdvancing) return;
    isAdvancing = true;
    for (let next = ripeByPlace.pop(); next !== undefined; next = ripeByPlace.pop()) look(next.value, next.key);
    isAdvancing = false;
    wakeTimes.setTimer();
  }

  function look(name: string, place: number): void {
    const waiters = all.get(name);
    if (waiters === undefined || !ripe.delete(name)) return;
    const first = waiters.line.first();
    if (first === undefined) {
      all.delete(name);
      wakeTimes.set(name, Infinity);
    } else if (first.place > place) {
      // Somebody left meanwhile: others may come first now.
      ripen(name);
    } else {
      waiters.wakeAt = Infinity;
      letGo(first, name);
      if (waiters.wakeAt === Infinity) wakeTimes.set(name, Infinity);
    }
  }

  function advanceDue(): void {
    advance(wakeTimes.takeDue());
  }

  return {
    firstOf: (name) => all.get(name)?.line.first(),
    stand(entry, { limit: { name }, own }, until) {
      let waiters = all.get(name);
      if (waiters === undefined) {
        waiters = { line: createLine(), wakeAt: Infinity, isLimit: own === undefined };
        all.set(name, waiters);
      }
      if (!entry.lines.has(name)) {
        waiters.line.add(entry);
        entry.lines.add(name);
      }
      if (waiters.line.first() === entry) {
        ripe.delete(name);
        waiters.wakeAt = until;
        wakeTimes.set(name, until);
      }
      if (!isAdvancing) wakeTimes.setTimer();
    },
    leave(entry, name) {
      all.get(name)?.line.remove(entry);
      entry.lines.delete(name);
      ripen(name);
    },
    advance,
    advanceDue,
    advanceUnforeseen: () => advance([...all].filter(([, { wakeAt }]) => wakeAt === Infinity).map(([name]) => name)),
    nextLimitEnd() {
      let next = Infinity;
      for (const { wakeAt, isLimit } of all.values()) if (isLimit) next = Math.min(next, wakeAt);
      return next;
    },
  };
}
