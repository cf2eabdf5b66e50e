import { systemClock } from "../../src/client/clock";
import type { Outbox, OutboxOptions } from "../../src/delivery/outbox/outbox";
import { openRedisConnection } from "../../src/delivery/outbox/redis-connection";
import { createRedisOutbox } from "../../src/delivery/outbox/redis-outbox";
import { paletteDeliver } from "../palette-deliver";
import type { RedisOrder } from "./redis-order";

/** Opens the outbox as an app does that sends again what is in doubt. */
export async function openSharedOutbox(
  { redisUrl, app, serviceUrl, callsPerSecond }: RedisOrder,
  onReturned: OutboxOptions["onReturned"],
): Promise<Outbox> {
  const connection = await openRedisConnection(redisUrl, { clock: systemClock, signal: new AbortController().signal });
  const limits = callsPerSecond === undefined ? {} : { callsPerSecond };
  return createRedisOutbox(
    connection,
    app,
    {
      deliver: paletteDeliver(serviceUrl, { repeatUnknown: true, ...limits }),
      ...{ repeatUnknown: true, maxAgeMs: 3_600_000, maxWaiting: 100_000, graceMs: 3_000 },
      onReturned,
      onChanged: () => undefined,
    },
    systemClock,
  );
}
