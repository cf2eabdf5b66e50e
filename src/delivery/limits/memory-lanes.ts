import type { Clock } from "../../client/clock";
import type { Lane, Lanes, LanesOptions } from "./lane";
import { slidingWindow } from "./sliding-window";

const fewestWorthSearching = 1_000;

/** Lanes that this process alone counts. Always able to foretell, so that nobody is told of room. */
export function createMemoryLanes(clock: Clock, { creditMs }: Pick<LanesOptions, "creditMs">): Lanes {
  const lanes = new Map<string, Lane>();
  let worthSearching = fewestWorthSearching;

  /** Groups come and go; a lane in which nothing counts any more is as good as none. */
  function forgetEmptyLanes(): void {
    if (lanes.size < worthSearching) return;
    const now = clock.now();
    for (const [name, lane] of lanes) if (lane.isEmpty(now)) lanes.delete(name);
    worthSearching = Math.max(fewestWorthSearching, lanes.size * 2);
  }

  return {
    laneOf({ name, limit, windowMs }) {
      const known = lanes.get(name);
      if (known !== undefined) return known;
      forgetEmptyLanes();
      const lane = slidingWindow(limit, windowMs, creditMs);
      lanes.set(name, lane);
      return lane;
    },
    close: () => Promise.resolve(),
  };
}
