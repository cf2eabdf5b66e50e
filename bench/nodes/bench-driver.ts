import type { Node, NodeAPI, NodeDef } from "node-red";
import type { Measured } from "../measured";

/** A node that keeps so many messages on their way round a loop and counts those that come back. */
export = function register(RED: NodeAPI): void {
  function construct(this: Node, saved: NodeDef): void {
    RED.nodes.createNode(this, saved);
    let running = false;
    let count = 0;
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- Node-RED constructs nodes as `this`
    const node = this;
    let sent = 0;
    // As alarms are: no two alike, and not all for one. Those for one would go one after the other.
    const next = (): void => {
      sent += 1;
      node.send({ payload: `${payload}${sent}`, to: `user-${sent % 1_000}` });
    };

    node.on("input", (_msg, _send, done) => {
      count += 1;
      if (running) next();
      done();
    });
    drivers.set(node.id, async ({ inFlight, warmMs, measureMs }) => {
      running = true;
      for (let index = 0; index < inFlight; index += 1) next();
      await pause(warmMs);
      const [countBefore, cpuBefore, timeBefore] = [count, process.cpuUsage(), performance.now()];
      await pause(measureMs);
      const messages = count - countBefore;
      const cpu = process.cpuUsage(cpuBefore);
      const seconds = (performance.now() - timeBefore) / 1000;
      running = false;
      await pause(200);
      return { messagesPerSecond: messages / seconds, cpuMsPerMessage: (cpu.user + cpu.system) / 1000 / messages };
    });
  }

  RED.nodes.registerType("bench-driver", construct);
  RED.httpAdmin.post("/bench/:id", (request, response) => {
    const driver = drivers.get(request.params.id);
    if (driver === undefined) {
      response.status(404).end();
      return;
    }
    driver(request.body as Load).then(
      (measured) => response.json(measured),
      (error: unknown) => response.status(500).end(String(error)),
    );
  });
  RED.httpAdmin.get("/bench/memory", (_request, response) => {
    // There under --expose-gc, which the bench starts with.
    globalThis.gc?.();
    response.json({ heapBytes: process.memoryUsage().heapUsed });
  });
};

interface Load {
  readonly inFlight: number;
  readonly warmMs: number;
  readonly measureMs: number;
}

const drivers = new Map<string, (load: Load) => Promise<Measured>>();

/** Makes the request's body about 400 bytes. */
const payload = "The soil of bed 7 is too dry. ".repeat(10);

function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}
