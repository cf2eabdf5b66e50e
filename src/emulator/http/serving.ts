/** What serving a request takes. */
import type { createFaultPlan } from "../fault-plan";
import type { Say } from "../callbacks/say";
import type { EmulatorState } from "../service/state";
import type { Latency } from "./latency";
import type { PageEvents } from "./page-events";
import type { RequestLog } from "./request-log";
import type { Held } from "./wire";

/** All that serving a request takes. */
export interface Serving {
  readonly state: EmulatorState;
  readonly requests: RequestLog;
  readonly faults: ReturnType<typeof createFaultPlan>;
  readonly pageEvents: PageEvents;
  readonly latency: Latency;
  readonly pageFolder: string;
  /** Takes the emulator away, for so many milliseconds; `undefined`: nobody may ask for it over the wire. */
  readonly goAway: ((ms: number) => Promise<void>) | undefined;
  /** Sends what a user's app, the page, wants to say. */
  readonly say: Say;
  /** Callers kept waiting on purpose. */
  readonly held: Held;
}
