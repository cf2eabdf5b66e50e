/** Which faults are still to come, and for whom. */
import type { Operation } from "./endpoints/endpoint";
import type { Fault } from "./faults";

/** Faults in the order in which they were asked for. */
export interface FaultPlan {
  /** The next `times` requests of this operation go wrong this way (after those planned before). */
  readonly next: (operation: Operation | "any", fault: Fault, times?: number) => void;
  readonly clear: () => void;
}

/** A fault taken from the plan, and the way to put it back. */
export interface TakenFault {
  readonly fault: Fault;
  readonly putBack: () => void;
}

/** The plan, and the side from which the server takes. */
export function createFaultPlan(): FaultPlan & { readonly take: (operation: Operation) => TakenFault | undefined } {
  let planned: { readonly operation: Operation | "any"; readonly fault: Fault; left: number }[] = [];
  return {
    next(operation, fault, times = 1) {
      planned.push({ operation, fault, left: times });
    },
    clear() {
      planned = [];
    },
    take(operation) {
      const entry = planned.find((each) => each.left > 0 && (each.operation === "any" || each.operation === operation));
      if (!entry) return undefined;
      entry.left -= 1;
      return { fault: entry.fault, putBack: () => void (entry.left += 1) };
    },
  };
}
