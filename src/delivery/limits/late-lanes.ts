import type { Lane, LaneLimit, Lanes } from "./lane";

/** Lanes that are counted elsewhere as soon as that place is there. */
export interface LateLanes extends Lanes {
  /** From now on these count; whoever has taken something gives it back to the lane that it had then. */
  use(lanes: Lanes): void;
}

/** @param meanwhile counts until then: rather each machine by itself than none at all */
export function createLateLanes(meanwhile: Lanes): LateLanes {
  let current = meanwhile;
  return {
    laneOf: (limit: LaneLimit): Lane => current.laneOf(limit),
    use(lanes) {
      current = lanes;
    },
    async close() {
      await current.close();
      if (current !== meanwhile) await meanwhile.close();
    },
  };
}
