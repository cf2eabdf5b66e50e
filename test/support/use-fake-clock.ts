import { systemClock } from "../../src/client/clock";
import type { Clock } from "../../src/client/clock";
import { createFakeClock } from "./fake-clock";
import type { FakeClock } from "./fake-clock";

/** Lets the nodes' clock, and all waits by it, stand still in the tests of the enclosing `describe` but where they move it. */
export function useFakeClock(): FakeClock {
  const clock = createFakeClock();
  let machine: Clock;
  before(() => {
    machine = { ...systemClock };
    Object.assign(systemClock, {
      now: () => clock.now(),
      after: (delayMs, run) => clock.after(delayMs, run),
    } satisfies Clock);
  });
  after(() => {
    Object.assign(systemClock, machine);
  });
  return clock;
}
