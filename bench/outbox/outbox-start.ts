import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { openJournal } from "../../src/delivery/outbox/open-journal";
import { entryText } from "../../src/delivery/outbox/stored-entry";
import { median } from "../median";
import { runWorker } from "../run-worker";
import { startSink } from "../start-sink";
import type { Table } from "../table";
import { outgoingTo } from "./outbox-message";
import type { StartOrder, StartRun } from "./start-order";

const scratch = join(__dirname, "..", "..", ".cache", "bench", "outbox-start");
const kinds = ["level", "log"] as const;
const titles = { level: "LevelDB", log: "the log" } as const;
const waiting = 100_000;
const people = 10_000;

/** What beginning again costs where a great many messages wait, and Node-RED was ended without a word. */
export async function outboxStart(rounds: number): Promise<Table> {
  const found: Record<(typeof kinds)[number], StartRun[]> = { level: [], log: [] };
  const service = await startSink("send/sink");
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const kind of kinds) {
        const folder = join(scratch, kind);
        await fill(folder, kind);
        const order: StartOrder = { folder, serviceUrl: service.url };
        found[kind].push(await runWorker<StartRun>("outbox/start-worker", order));
      }
    }
  } finally {
    service.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
  const of = (kind: (typeof kinds)[number], fact: keyof StartRun): number =>
    median(found[kind].map((run) => run[fact]));
  return {
    title: `Outbox: ${waiting.toLocaleString("en")} messages of ${people.toLocaleString("en")} conversations wait at the start, median of ${rounds}`,
    head: ["store", "opened after", "first on the wire after", "longest stall", "memory"],
    rows: kinds.map((kind) => [
      titles[kind],
      `${of(kind, "openMs").toFixed(0)} ms`,
      `${of(kind, "firstOutMs").toFixed(0)} ms`,
      `${of(kind, "longestStallMs").toFixed(0)} ms`,
      `${(of(kind, "addedBytes") / 2 ** 20).toFixed(0)} MB`,
    ]),
    targets: kinds.map((kind) => ({
      text: `${titles[kind]}: first on the wire after`,
      found: of(kind, "firstOutMs"),
      unit: "ms",
      atMost: 2_000,
    })),
  };
}

/** Writes what an outbox writes when it takes messages in. */
async function fill(folder: string, kind: (typeof kinds)[number]): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const journal = await openJournal(folder, { kind });
  const acceptedAt = Date.now();
  for (let first = 0; first < waiting; first += 500) {
    const entries = Array.from({ length: 500 }, (_, index) => {
      const number = first + index;
      const flowMessage = { _msgid: String(number), payload: "x".repeat(300) };
      const entry = { outgoing: outgoingTo(`u${number % people}`), nodeId: "n1", flowMessage };
      return { put: String(acceptedAt * 1_000 + number), value: entryText(entry, acceptedAt) };
    });
    await journal.write(entries, true);
  }
  await journal.close();
}
