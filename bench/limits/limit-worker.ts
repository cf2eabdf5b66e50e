/**
 * A process that sends as fast as its way of keeping the limit lets it, always with 300 calls waiting. Started with what
 * {@link WorkerOrder} says, as JSON; tells its CPU and its calls when it is asked.
 */
import Bottleneck from "bottleneck";
import { stack } from "../../src/client/call";
import type { Call, CallContext, Layer } from "../../src/client/call";
import { systemClock } from "../../src/client/clock";
import { createRedisLanes } from "../../src/delivery/limits/redis-lanes";
import { openRedisConnection } from "../../src/delivery/outbox/redis-connection";
import { benchClient, paletteLayers } from "../palette-layers";
import type { LayerSettings } from "../palette-layers";
import { answerWithSpent } from "../answer-with-spent";
import type { WorkerOrder } from "./worker-order";

const order = JSON.parse(process.argv[2] ?? "") as WorkerOrder;
const waiting = 300;
const callsPerSecond = 100;
let calls = 0;

void main();

async function main(): Promise<void> {
  const send = stack(benchClient(order.serviceUrl).send, ...(await layersOf(order)));
  answerWithSpent(() => calls);
  for (let one = 0; one < waiting; one += 1) void keepSending(one);

  async function keepSending(one: number): Promise<void> {
    const context: CallContext = { signal: new AbortController().signal };
    for (let round = 0; ; round += 1) {
      await send(messageTo(`u${process.pid}-${one}`, `Bed ${one} is too dry, ${round}.`), context).catch(
        () => undefined,
      );
      calls += 1;
    }
  }
}

function messageTo(to: string, msg: string): Call {
  return {
    operation: "send-message",
    method: "POST",
    path: "messages/users",
    json: JSON.stringify({ to: [to], type: "txt", body: { msg } }),
    signedIn: true,
    recipients: { chatType: "users", to: [to] },
  };
}

async function layersOf({ way, redisUrl }: WorkerOrder): Promise<readonly Layer[]> {
  switch (way) {
    case "ours": {
      if (redisUrl === undefined) return paletteLayers({ callsPerSecond });
      const redis = await openRedisConnection(redisUrl, { clock: systemClock, signal: new AbortController().signal });
      const createLanes: LayerSettings["createLanes"] = (options) =>
        createRedisLanes(redis, "bench", systemClock, options);
      return paletteLayers({ callsPerSecond, createLanes });
    }
    case "bottleneck": {
      const limiter = new Bottleneck({ minTime: 1_000 / callsPerSecond });
      return [(next) => (call, context) => limiter.schedule(() => next(call, context))];
    }
    case "p-throttle": {
      const { default: throttle } = await import("p-throttle");
      return [(next) => throttle({ limit: callsPerSecond, interval: 1_000, strict: true })(next)];
    }
    case "timer": {
      const turns: (() => void)[] = [];
      setInterval(() => turns.splice(0, callsPerSecond).forEach((go) => go()), 1_000);
      return [
        (next) => async (call, context) => {
          await new Promise<void>((resolve) => turns.push(resolve));
          return next(call, context);
        },
      ];
    }
  }
}
