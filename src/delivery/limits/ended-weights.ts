import type { LaneStatement } from "./lane-exchange";

/** Something that has ended. */
interface EndedWeight {
  weight: number;
  readonly atMs: number;
  readonly creditMs: number;
}

/** What has ended in this process and is not told yet. */
export interface EndedWeights {
  isEmpty(): boolean;
  /**
   * @param atMs when its answer came, milliseconds since 1970
   * @param creditMs how much sooner than one window after that it stops counting
   */
  add(weight: number, atMs: number, creditMs: number): void;
  /** Takes all of it out to be told. */
  takeAll(): readonly EndedWeight[];
  /** It could not be told. What counts no more need not be. */
  putBack(parts: readonly EndedWeight[], nowMs: number): void;
}

export function endedWeights(windowMs: number): EndedWeights {
  let all: EndedWeight[] = [];
  return {
    isEmpty: () => all.length === 0,
    add(weight, atMs, creditMs) {
      const last = all[all.length - 1];
      if (last?.atMs === atMs && last.creditMs === creditMs) last.weight += weight;
      else all.push({ weight, atMs, creditMs });
    },
    takeAll() {
      const taken = all;
      all = [];
      return taken;
    },
    putBack(parts, nowMs) {
      all = [...parts.filter(({ atMs }) => atMs + windowMs > nowMs), ...all];
    },
  };
}

/** The same as Redis is told: how long ago, for its clock is another one. */
export function asToldAt(parts: readonly EndedWeight[], nowMs: number): LaneStatement["ended"] {
  return parts.map(({ weight, atMs, creditMs }) => ({
    weight,
    // Both times are rounded down: their difference may be one too much.
    agoMs: Math.max(nowMs - atMs - 1, 0) + creditMs,
  }));
}
