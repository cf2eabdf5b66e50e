/**
 * One of the processes that share an outbox in Redis, to be killed or to go on for one that was. Started with a
 * {@link RedisOrder} as JSON; says what a flow may rely on.
 */
import { crashMessage } from "../crash/crash-message";
import { speak, speakEnding, speakFailure } from "../crash/speak";
import { openSharedOutbox } from "./open-shared-outbox";
import type { RedisOrder } from "./redis-order";

const order = JSON.parse(process.argv[2] ?? "") as RedisOrder;

void main();

async function main(): Promise<void> {
  process.on("disconnect", () => process.exit(0));
  speak({ say: "opening" });
  const outbox = await openSharedOutbox(order, speakEnding);
  outbox.start();
  const taking = Array.from({ length: order.takesIn ?? 0 }, async (_, number) => {
    const entry = crashMessage(number);
    // Who leaves as soon as they have handed it in hears when it has been taken in; its end comes by itself.
    const leaving = new AbortController();
    const taken = outbox.send(entry, { signal: leaving.signal });
    leaving.abort();
    await taken.catch((error: unknown) => speakFailure(entry.flowMessage, error));
    speak({ say: "taken", id: String(entry.flowMessage["_msgid"]) });
  });
  await Promise.all(taking);
  speak({ say: "settled" });
}
