/** A process that opens an outbox in which messages wait, and begins to send them as fast as a usual plan allows. */
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { systemClock } from "../../src/client/clock";
import { createJournaledOutbox } from "../../src/delivery/outbox/journaled-outbox";
import { createKeptFiles } from "../../src/delivery/outbox/kept-files";
import { openJournal } from "../../src/delivery/outbox/open-journal";
import { paletteDeliver } from "../palette-deliver";
import type { StartOrder, StartRun } from "./start-order";

const order = JSON.parse(process.argv[2] ?? "") as StartOrder;

void main();

async function main(): Promise<void> {
  process.on("disconnect", () => process.exit(0));
  const deliver = paletteDeliver(order.serviceUrl, { callsPerSecond: 100 });
  let isOut = (): void => undefined;
  const firstOut = new Promise<void>((resolve) => (isOut = resolve));
  const rssBefore = process.memoryUsage.rss();
  const loopDelay = monitorEventLoopDelay({ resolution: 1 });
  loopDelay.enable();
  const beganAt = performance.now();
  const outbox = await createJournaledOutbox(
    await openJournal(order.folder),
    createKeptFiles(join(order.folder, "files")),
    {
      ...{ repeatUnknown: false, maxAgeMs: 3_600_000, maxWaiting: 1_000_000, graceMs: 3_000 },
      deliver: (outgoing, context) =>
        deliver(outgoing, {
          ...context,
          async beforeSending(call) {
            await context.beforeSending?.(call);
            isOut();
          },
        }),
      onReturned: () => undefined,
      onChanged: () => undefined,
    },
    systemClock,
  );
  const openMs = performance.now() - beganAt;
  outbox.start();
  await firstOut;
  const firstOutMs = performance.now() - beganAt;
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  loopDelay.disable();
  const run: StartRun = {
    openMs,
    firstOutMs,
    longestStallMs: loopDelay.max / 1e6,
    addedBytes: process.memoryUsage.rss() - rssBefore,
  };
  process.send?.(run);
}
