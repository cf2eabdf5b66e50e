/** How much room to lease at a time: what was used of it lately, and more while that was too little. */
export interface Appetite {
  /** How much to ask for. Four times as much as the time before where that was used up at once. */
  size(nowMs: number): number;
  /** Room has come. */
  fed(nowMs: number): void;
  used(weight: number): void;
  /** What was not used of it has gone back. */
  leftOver(): void;
}

/**
 * @param limit the most there can be
 * @param soonMs what is used up within this time was too little
 */
export function createAppetite(limit: number, soonMs: number): Appetite {
  let size = Math.max(1, Math.min(10, Math.floor(limit / 20)));
  let fedAtMs = -Infinity;
  let eaten = 0;
  return {
    size(nowMs) {
      if (eaten > 0 && nowMs < fedAtMs + soonMs) size *= 4;
      size = Math.min(size, limit);
      return size;
    },
    fed(nowMs) {
      fedAtMs = nowMs;
      eaten = 0;
    },
    used(weight) {
      eaten += weight;
    },
    leftOver() {
      size = Math.max(1, eaten);
    },
  };
}
