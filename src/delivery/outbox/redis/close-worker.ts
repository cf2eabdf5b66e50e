import type { Worker } from "bullmq";
import type { Clock } from "../../../client/clock";

/**
 * Ends a worker once all it has in hand has been delivered or given back. Without Redis, or where it takes too long, it is
 * cut off: what it has in hand comes back into the queue by itself.
 *
 * @param cutOff ends the connections on which deliveries wait for Redis
 */
export async function closeWorker(
  worker: Worker,
  isRedisThere: boolean,
  clock: Clock,
  patienceMs: number,
  cutOff: () => void,
): Promise<void> {
  if (!isRedisThere) cutOff();
  let cancel = (): void => undefined;
  const tooLong = new Promise<void>((resolve) => {
    cancel = clock.after(patienceMs, () => {
      cutOff();
      worker.disconnect().catch(() => undefined);
      resolve();
    });
  });
  await Promise.race([worker.close(!isRedisThere), tooLong]);
  cancel();
}
