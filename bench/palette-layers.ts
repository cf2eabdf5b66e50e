import type { Layer } from "../src/client/call";
import { createChatClient } from "../src/client/chat-client";
import type { ChatClient } from "../src/client/chat-client";
import { systemClock } from "../src/client/clock";
import { dialects } from "../src/client/dialects/dialects";
import { createLimits } from "../src/delivery/limits/create-limits";
import type { Lanes, LanesOptions } from "../src/delivery/limits/lane";
import { createMemoryCounts } from "../src/delivery/limits/memory-counts";
import { retryPolicies } from "../src/delivery/retry/retry-policies";
import { withRetry } from "../src/delivery/retry/with-retry";

/** What differs between the benchmarks. */
export interface LayerSettings {
  /** Default: no limit. The app's other limits are always off. */
  readonly callsPerSecond?: number;
  /** Default: calls leave in bursts. */
  readonly evenPace?: boolean;
  /** Default: what may have arrived is not sent again. */
  readonly repeatUnknown?: boolean;
  /** Where the limit is counted. Default: in this process. */
  readonly createLanes?: (options: LanesOptions) => Lanes;
}

const noLimit = 1e9;

/** The palette's client for a service of the bench's own. */
export function benchClient(serviceUrl: string): ChatClient {
  return createChatClient({
    baseUrl: serviceUrl,
    appKey: { orgName: "farmco", appName: "greenhouse" },
    timeoutMs: 30_000,
    clock: systemClock,
    dialect: dialects.current,
    signIn: { auth: "token", token: "a-token" },
  });
}

/** The palette's limits and retry around a call, as an app has them, the innermost first. */
export function paletteLayers(settings: LayerSettings): readonly Layer[] {
  const { callsPerSecond = noLimit, evenPace = false, repeatUnknown = false } = settings;
  const shared = { policy: retryPolicies.patient, maxAgeMs: 3_600_000, clock: systemClock, random: Math.random };
  const limits = createLimits({
    ...shared,
    limits: {
      callsPerSecond,
      recipientsPerMinute: noLimit,
      groupMessagesPerSecond: noLimit,
      roomsPerSecond: noLimit,
      historyCallsPerMinute: noLimit,
    },
    evenPace,
    maxWaiting: 100_000,
    createLanes: settings.createLanes ?? ((options) => createMemoryCounts(systemClock).lanesFor(options)),
  });
  const retry = withRetry({
    ...shared,
    repeatUnknown,
    nextPlace: () => limits.nextPlace(),
    closedForMs: (call) => limits.closedForMs(call),
    awaySince: () => limits.awaySince(),
  });
  return [limits.layer, retry];
}
