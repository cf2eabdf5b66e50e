import type { NodeAPI } from "node-red";

/** Runs a function each time all nodes of a deployment are there. @returns a function that takes it back */
export type WhenFlowsStarted = (run: () => void) => () => void;

/**
 * Creates that for all config nodes together: they share one listener, for Node.js would warn of a leak from the eleventh
 * on.
 */
export function whenFlowsStarted(RED: NodeAPI): WhenFlowsStarted {
  const runs = new Set<() => void>();
  const runAll = (): void => runs.forEach((run) => run());
  return (run) => {
    if (runs.size === 0) RED.events.on("flows:started", runAll);
    runs.add(run);
    return () => {
      runs.delete(run);
      if (runs.size === 0) RED.events.off("flows:started", runAll);
    };
  };
}
