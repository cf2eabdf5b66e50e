import type { Lane } from "./lane";

/**
 * A lane that lets one through at a time, at equal distances, for services that dislike bursts.
 *
 * Timers come late: what one who waited was late by, the next makes up for, so that the limit is used to the full; but
 * never more than one of them.
 *
 * @param limit how many a window
 */
export function evenPace(limit: number, windowMs: number, now: () => number): Lane {
  const distanceMs = windowMs / limit;
  let nextAt = -Infinity;
  let hasWaited = false;
  return {
    roomAt(_weight, nowMs) {
      const roomAtMs = Math.max(Math.ceil(nextAt), nowMs);
      hasWaited ||= roomAtMs > nowMs;
      return roomAtMs;
    },
    take(weight) {
      nextAt = Math.max(nextAt, hasWaited ? now() - distanceMs : now()) + distanceMs * weight;
      hasWaited = false;
    },
    free: () => undefined,
    hold(untilMs) {
      nextAt = Math.max(nextAt, untilMs);
    },
  };
}
