import type { OutboxOptions } from "../../../../src/delivery/outbox/outbox";
import { createFakeClock } from "../../../support/fake-clock";
import type { FakeClock } from "../../../support/fake-clock";
import { beginProcess } from "./outbox-process";
import type { OutboxProcess } from "./outbox-process";
import type { OutboxKind, OutboxWorld } from "./outbox-world";

/** What each test of an outbox has. */
export interface OutboxTest {
  readonly clock: FakeClock;
  readonly world: OutboxWorld;
  begin(settings?: Partial<OutboxOptions>): Promise<OutboxProcess>;
}

/** A world of its own for each test of the enclosing `describe`. */
export function useWorld(kind: OutboxKind): OutboxTest {
  let world: OutboxWorld;
  let clock: FakeClock;
  beforeEach(async () => {
    world = await kind.begin();
    clock = createFakeClock();
  });
  afterEach(() => world.end());
  return {
    get clock() {
      return clock;
    },
    get world() {
      return world;
    },
    begin: (settings) => beginProcess(world, clock, settings),
  };
}
