/**
 * A process that takes messages in and delivers them at the same time, until it is killed: an outbox on the disk and the
 * real client, as an app has them. Started with a {@link CrashOrder} as JSON; says what a flow may rely on.
 */
import { join } from "node:path";
import { systemClock } from "../../src/client/clock";
import type { Journal } from "../../src/delivery/outbox/journal";
import { createJournaledOutbox } from "../../src/delivery/outbox/journaled-outbox";
import { createKeptFiles } from "../../src/delivery/outbox/kept-files";
import { openJournal } from "../../src/delivery/outbox/open-journal";
import type { Outbox } from "../../src/delivery/outbox/outbox";
import { paletteDeliver } from "../palette-deliver";
import { crashMessage } from "./crash-message";
import type { CrashOrder } from "./crash-order";
import { speak, speakEnding, speakFailure } from "./speak";

const order = JSON.parse(process.argv[2] ?? "") as CrashOrder;
/** More than leave, so that there is always something waiting. */
const burst = 10;
const burstEveryMs = 20;
const callsPerSecond = 400;

void main();

async function main(): Promise<void> {
  process.on("disconnect", () => process.exit(0));
  const { folder, kind, repeatUnknown, firstNumber } = order;
  speak({ say: "opening" });
  const outbox = await createJournaledOutbox(
    speaking(await openJournal(folder, { kind })),
    createKeptFiles(join(folder, "files")),
    {
      deliver: paletteDeliver(order.serviceUrl, { callsPerSecond, evenPace: true, repeatUnknown }),
      ...{ repeatUnknown, maxAgeMs: 3_600_000, maxWaiting: 1_000_000, graceMs: 3_000 },
      onReturned: speakEnding,
      onChanged: () => undefined,
    },
    systemClock,
  );
  outbox.start();
  if (firstNumber === undefined) await drain(outbox);
  else keepTakingIn(outbox, firstNumber);
}

/** Says of each message when the journal has it. */
function speaking(journal: Journal): Journal {
  return {
    ...journal,
    async write(changes, durable) {
      await journal.write(changes, durable);
      for (const change of changes) {
        const [, id] = "put" in change ? (/"_msgid":("(?:[^"\\]|\\.)*")/.exec(change.value) ?? []) : [];
        if (durable && id !== undefined) speak({ say: "taken", id: JSON.parse(id) as string });
      }
    },
  };
}

function keepTakingIn(outbox: Outbox, firstNumber: number): void {
  const { signal } = new AbortController();
  let number = firstNumber;
  setInterval(() => {
    for (let one = 0; one < burst; one += 1) void takeIn();
  }, burstEveryMs);

  async function takeIn(): Promise<void> {
    const entry = crashMessage(number);
    number += 1;
    let mayBeDouble = false;
    try {
      const receipts = await outbox.send(entry, {
        signal,
        report: (progress) => (mayBeDouble ||= progress.state === "retrying" && progress.mayDouble),
      });
      if (receipts !== undefined) speakEnding({ ...entry, ending: { receipts }, mayBeDouble });
    } catch (error) {
      speakFailure(entry.flowMessage, error);
    }
  }
}

async function drain(outbox: Outbox): Promise<void> {
  while ((await outbox.census()).waiting > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  await outbox.close();
  speak({ say: "drained" });
  process.disconnect();
}
