import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Node, NodeAPI, NodeDef, NodeMessage } from "node-red";
import type { MeasuredRun, RunOrder } from "../measured-run";
import { watchMemory } from "./watch-memory";

/**
 * A node that sends messages into a flow and waits until each has come back. What has `parts` is counted as records that
 * come out on the way; an error, which a catch node brings, ends the run.
 */
export = function register(RED: NodeAPI): void {
  const memory = watchMemory();
  const runs = new Map<string, (order: RunOrder) => Promise<MeasuredRun>>();

  function construct(this: Node, saved: NodeDef): void {
    RED.nodes.createNode(this, saved);
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- Node-RED constructs nodes as `this`
    const node = this;
    let take: (message: Returned) => void = () => undefined;
    node.on("input", (message, _send, done) => {
      take(message);
      done();
    });

    runs.set(node.id, async ({ messages, atOnce }) => {
      let records = 0;
      await collectGarbage();
      const loopDelay = monitorEventLoopDelay({ resolution: 1 });
      loopDelay.enable();
      memory.begin();
      const [cpuBefore, timeBefore] = [process.cpuUsage(), performance.now()];
      await new Promise<void>((resolve, reject) => {
        let sent = 0;
        let returned = 0;
        // Nodes change what they get.
        const next = (): void => node.send({ ...messages[sent++] });
        take = ({ error, parts, payload }) => {
          if (error !== undefined) reject(new Error(error.message));
          else if (parts !== undefined) records += recordsIn(payload);
          else if (++returned === messages.length) resolve();
          else if (sent < messages.length) next();
        };
        while (sent < Math.min(atOnce, messages.length)) next();
      });
      const milliseconds = performance.now() - timeBefore;
      const cpu = process.cpuUsage(cpuBefore);
      const rssBytes = memory.mostBytes();
      // A delay is noted only when it is over.
      await pause(5);
      loopDelay.disable();
      return {
        milliseconds,
        cpuMs: (cpu.user + cpu.system) / 1e3,
        records,
        rssBytes,
        loopDelayP99Ms: loopDelay.percentile(99) / 1e6,
        loopDelayMaxMs: loopDelay.max / 1e6,
      };
    });
  }

  RED.nodes.registerType("bench-run", construct);
  RED.httpAdmin.post("/bench/run", (request, response) => {
    const run = runs.get("run");
    Promise.resolve(run?.(request.body as RunOrder)).then(
      (measured) => response.json(measured),
      (error: unknown) => response.status(500).end(String(error)),
    );
  });
  RED.httpAdmin.get("/bench/idle", (_request, response) => {
    void collectGarbage().then(() => response.json({ rssBytes: process.memoryUsage.rss() }));
  });
};

interface Returned extends NodeMessage {
  readonly error?: { readonly message: string };
  readonly parts?: unknown;
}

/** In a list of messages, in the note that they have been written to a file, or a message by itself. */
function recordsIn(payload: unknown): number {
  if (Array.isArray(payload)) return payload.length;
  const { messages = 1 } = payload as { readonly messages?: number };
  return messages;
}

function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}

async function collectGarbage(): Promise<void> {
  // There under --expose-gc, which the bench starts with. What it frees is given back a little later.
  globalThis.gc?.();
  await pause(200);
  globalThis.gc?.();
}
