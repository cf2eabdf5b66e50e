import type { Node, NodeStatus } from "node-red";
import type { Clock } from "../../src/client/clock";

/** A status that may change more often than anybody can read. */
export interface PacedStatus {
  /** Shows it, or the last of those that came meanwhile. */
  show(status: () => NodeStatus): void;
  close(): void;
}

/** The editor redraws for each status; four a second are enough to read. */
const intervalMs = 250;

/** Creates the status of one node. */
export function createPacedStatus(node: Node, clock: Clock): PacedStatus {
  let next: (() => NodeStatus) | undefined;
  let cancel: (() => void) | undefined;

  function look(): void {
    cancel = undefined;
    if (next === undefined) return;
    node.status(next());
    next = undefined;
    cancel = clock.after(intervalMs, look);
  }

  return {
    show(status) {
      next = status;
      if (cancel === undefined) look();
    },
    close() {
      cancel?.();
      // Nothing is shown any more: there is always one that waits.
      cancel = () => undefined;
      node.status({});
    },
  };
}
