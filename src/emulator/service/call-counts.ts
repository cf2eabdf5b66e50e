/** How many calls the service has let through lately, and how many its limits have turned away. */

/** The counts at one moment, by the emulator's clock. Tokens are free, so asking for one is no call. */
export interface CallCounts {
  /** Exact to the millisecond: at most the limit, where there is one. */
  readonly acceptedInLastSecond: number;
  /** Exact to the second. */
  readonly acceptedInLastMinute: number;
  /** Since the start or the last reset. */
  readonly accepted: number;
  /** By a limit, since the start or the last reset: 429 `reach_limit` and 403 `message send reach limit`. */
  readonly refused: number;
}

/** Counts calls. */
export interface CallCounter {
  /** Returns the way to take the call back. */
  readonly accept: () => () => void;
  readonly refuse: () => void;
  readonly read: () => CallCounts;
  readonly clear: () => void;
}

/** @param now epoch milliseconds. */
export function createCallCounter(now: () => number): CallCounter {
  let second = createRing(1000, 1);
  let minute = createRing(60, 1000);
  let accepted = 0;
  let refused = 0;

  function count(at: number, calls: number): void {
    second.add(at, calls);
    minute.add(at, calls);
    accepted += calls;
  }

  return {
    accept() {
      const at = now();
      let counted = 1;
      count(at, counted);
      return () => {
        count(at, -counted);
        counted = 0;
      };
    },
    refuse() {
      refused += 1;
    },
    read() {
      const at = now();
      return { acceptedInLastSecond: second.sum(at), acceptedInLastMinute: minute.sum(at), accepted, refused };
    },
    clear() {
      second = createRing(1000, 1);
      minute = createRing(60, 1000);
      accepted = 0;
      refused = 0;
    },
  };
}

/** Sums over the last `slots` × `slotMs` milliseconds: its size does not grow with what it counts. */
interface Ring {
  readonly add: (at: number, count: number) => void;
  readonly sum: (at: number) => number;
}

function createRing(slots: number, slotMs: number): Ring {
  /** In each slot, which turn its count is of. */
  const turns = new Float64Array(slots).fill(-Infinity);
  const counts = new Float64Array(slots);
  const turnOf = (at: number): number => Math.floor(at / slotMs);
  return {
    add(at, count) {
      const turn = turnOf(at);
      const slot = turn % slots;
      const isNew = turns[slot] !== turn;
      // What is taken back so late is not counted any more.
      if (isNew && count < 0) return;
      counts[slot] = (isNew ? 0 : (counts[slot] ?? 0)) + count;
      turns[slot] = turn;
    },
    sum(at) {
      const last = turnOf(at) - slots;
      return counts.reduce((sum, count, slot) => ((turns[slot] ?? -Infinity) > last ? sum + count : sum), 0);
    },
  };
}
