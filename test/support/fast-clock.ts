import { systemClock } from "../../src/client/clock";
import type { Clock } from "../../src/client/clock";

/** How much faster: the retry policies' seconds pass in some 20 ms, a request's time-out of 30 s in 600. */
const factor = 50;

/** Makes the nodes' clock, and all waits by it, run faster in the tests of the enclosing `describe`. */
export function useFastClock(): void {
  const machine: Clock = { ...systemClock };
  before(() => {
    const startMs = machine.now();
    systemClock.now = () => startMs + (machine.now() - startMs) * factor;
    systemClock.after = (delayMs, run) => machine.after(delayMs / factor, run);
  });
  after(() => {
    Object.assign(systemClock, machine);
  });
}
