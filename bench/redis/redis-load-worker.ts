/**
 * One of the processes that share an outbox in Redis, limits off: always has 600 messages in it, and delivers whatever it
 * finds there. Started with a {@link RedisOrder} as JSON; counts its own messages that came to their end.
 */
import { answerWithSpent } from "../answer-with-spent";
import { outgoingTo } from "../outbox/outbox-message";
import { openSharedOutbox } from "./open-shared-outbox";
import type { RedisOrder } from "./redis-order";

/** Half as many again as a process takes from the queue at a time. */
const waiting = 600;
let count = 0;

void main();

async function main(): Promise<void> {
  const outbox = await openSharedOutbox(JSON.parse(process.argv[2] ?? "") as RedisOrder, () => undefined);
  const { signal } = new AbortController();
  answerWithSpent(() => count);
  outbox.start();
  for (let one = 0; one < waiting; one += 1) void keepSending(`u${process.pid}-${one}`);

  async function keepSending(to: string): Promise<void> {
    for (let round = 0; ; round += 1) {
      const flowMessage = { _msgid: `${to}.${round}`, payload: "x".repeat(300) };
      await outbox.send(
        { outgoing: outgoingTo(to, `The soil of bed ${to} is too dry, ${round}.`), nodeId: "n1", flowMessage },
        { signal },
      );
      count += 1;
    }
  }
}
