/** A process that puts messages of 500 bytes into a store and takes them out again, as fast as it can. */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { join } from "node:path";
import { ClassicLevel } from "classic-level";
import { systemClock } from "../../src/client/clock";
import { createJournaledOutbox } from "../../src/delivery/outbox/journaled-outbox";
import { createKeptFiles } from "../../src/delivery/outbox/kept-files";
import { openJournal } from "../../src/delivery/outbox/open-journal";
import type { OutboxOrder, OutboxRun } from "./outbox-order";
import { outgoingTo, receiptsOf } from "./outbox-message";

const order = JSON.parse(process.argv[2] ?? "") as OutboxOrder;
type Cycle = (caller: number, round: number) => Promise<void>;

void main();

async function main(): Promise<void> {
  process.on("disconnect", () => process.exit(0));
  const cycle = order.way.startsWith("bare") ? await bareCycle(order.way === "bare-chained") : await outboxCycle();
  let [cycles, isOver] = [0, false];
  for (let caller = 0; caller < order.atOnce; caller += 1) void keepGoing(caller);
  await pause(order.warmMs);
  const loopDelay = monitorEventLoopDelay({ resolution: 1 });
  loopDelay.enable();
  const [before, cpuBefore, timeBefore] = [cycles, process.cpuUsage(), performance.now()];
  await pause(order.measureMs);
  const [done, cpu, ms] = [cycles - before, process.cpuUsage(cpuBefore), performance.now() - timeBefore];
  loopDelay.disable();
  isOver = true;
  const run: OutboxRun = {
    cyclesPerSecond: done / (ms / 1_000),
    cpuMsPerCycle: (cpu.user + cpu.system) / 1_000 / done,
    loopDelayMaxMs: loopDelay.max / 1e6,
  };
  process.send?.(run);

  async function keepGoing(caller: number): Promise<void> {
    for (let round = 0; !isOver; round += 1) {
      await cycle(caller, round);
      cycles += 1;
    }
  }
}

/** What a store costs at the least: all that wait share one commit, and nothing is waited for when it is taken out. */
async function bareCycle(isChained: boolean): Promise<Cycle> {
  const level = new ClassicLevel(order.folder);
  await level.open();
  const text = JSON.stringify({ ...outgoingTo("u0"), nodeId: "n1", flowMessage: { payload: "x".repeat(300) } });
  let waiting: { readonly key: string; readonly done: () => void }[] = [];
  let isBusy = false;
  let last = 0;

  async function commit(): Promise<void> {
    isBusy = true;
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      await write(group.map(({ key }) => key));
      for (const { done } of group) done();
    }
    isBusy = false;
  }

  async function write(keys: readonly string[]): Promise<void> {
    if (!isChained) {
      await level.batch(
        keys.map((key) => ({ type: "put" as const, key, value: text })),
        { sync: true },
      );
      return;
    }
    const batch = level.batch();
    for (const key of keys) batch.put(key, text);
    await batch.write({ sync: true });
  }

  return async () => {
    last += 1;
    const key = String(last).padStart(16, "0");
    await new Promise<void>((resolve) => {
      waiting.push({ key, done: resolve });
      if (!isBusy) void commit();
    });
    void level.del(key);
  };
}

async function outboxCycle(): Promise<Cycle> {
  const [kind, mark] = order.way.split("-") as ["level" | "log", string | undefined];
  const journal = await openJournal(order.folder, { kind });
  const outbox = await createJournaledOutbox(
    journal,
    createKeptFiles(join(order.folder, "files")),
    {
      ...{ repeatUnknown: false, maxAgeMs: 3_600_000, maxWaiting: 100_000, graceMs: 3_000 },
      ...{ onReturned: () => undefined, onChanged: () => undefined },
      async deliver({ message }, context) {
        if (mark !== undefined) await context.beforeSending?.(callTo(message.to));
        return receiptsOf(message);
      },
    },
    systemClock,
  );
  outbox.start();
  const { signal } = new AbortController();
  return async (caller, round) => {
    const flowMessage = { _msgid: `${caller}.${round}`, payload: "x".repeat(300) };
    await outbox.send({ outgoing: outgoingTo(`u${caller}`), nodeId: "n1", flowMessage }, { signal });
  };
}

function callTo(to: readonly string[]) {
  const path = "messages/users";
  return {
    ...({ operation: "send-message", method: "POST", path, signedIn: true } as const),
    recipients: { chatType: "users", to } as const,
  };
}

function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}
