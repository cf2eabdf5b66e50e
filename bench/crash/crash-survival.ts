import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { bundleWorker } from "../bundle-worker";
import { createRandom } from "../create-random";
import { startRecordingService } from "../recording-service";
import type { Table } from "../table";
import { createCrashLedger } from "./crash-ledger";
import type { Verdict } from "./crash-ledger";
import type { CrashOrder } from "./crash-order";
import { startVictim } from "./start-victim";

/** How much is killed. */
export interface CrashRounds {
  /** Of each store; half of them with each setting. */
  readonly kills: number;
  /** Of the moments of the kills. */
  readonly seed: number;
}

const scratch = join(__dirname, "..", "..", ".cache", "bench", "crash");
/** A process lives at most so long after it began to open its outbox. */
const longestLifeMs = 500;
/** Some hundred requests are answered in that time. */
const longestAnswerMs = 20;
/** More than a process takes in. */
const messagesPerLife = 100_000;

const titles = { level: "LevelDB", log: "the log" } as const;
const cases = (["level", "log"] as const).flatMap((kind) =>
  [false, true].map((repeatUnknown) => ({ kind, repeatUnknown })),
);

/** What kill -9 makes of messages while they are taken in and delivered: an outbox on the disk, the real client. */
export async function crashSurvival({ kills, seed }: CrashRounds): Promise<Table> {
  const file = await bundleWorker("crash/crash-worker");
  const found: (Verdict & { readonly msPerKill: number })[] = [];
  try {
    for (const [index, each] of cases.entries()) {
      found.push(await killed(file, each, Math.ceil(kills / 2), createRandom(seed + index)));
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  const all = (fact: keyof Verdict): number => found.reduce((sum, one) => sum + one[fact], 0);
  const none = (text: string, fact: keyof Verdict) => ({ text, found: all(fact), unit: "", atMost: 0 });
  return {
    title: `Killed ${kills} times on each store, at moments of seed ${seed}, while taking messages in and delivering them`,
    head: [
      ...["store", "what is in doubt is", "kills", "messages taken in", "recipients", "got it once", "twice, and said"],
      ...["said to be uncertain", "twice, unsaid", "lost, unsaid", "got it, never told", "out of order", "ms a kill"],
    ],
    rows: cases.map(({ kind, repeatUnknown }, index) => {
      const one = found[index] as Verdict & { readonly msPerKill: number };
      return [
        titles[kind],
        repeatUnknown ? "sent again" : "set aside",
        ...[Math.ceil(kills / 2), one.messages, one.recipients, one.once, one.twiceAndSaid, one.saidToBeInDoubt].map(
          String,
        ),
        ...[one.twiceUnsaid, one.lost, one.unheard, one.outOfOrder].map(String),
        one.msPerKill.toFixed(0),
      ];
    }),
    targets: [
      none("got it twice, and nobody was told", "twiceUnsaid"),
      none("neither got it, nor was anybody told", "lost"),
      none("got it, but the flow never heard of it", "unheard"),
      none("got it after a later message", "outOfOrder"),
    ],
  };
}

async function killed(
  file: string,
  { kind, repeatUnknown }: Pick<CrashOrder, "kind" | "repeatUnknown">,
  kills: number,
  random: () => number,
): Promise<Verdict & { readonly msPerKill: number }> {
  const folder = join(scratch, `${kind}-${repeatUnknown ? "again" : "aside"}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const ledger = createCrashLedger();
  const latencyMs = (): number => Math.random() * longestAnswerMs;
  const service = await startRecordingService({ latencyMs, onMessage: (text, to) => ledger.arrive(text, to) });
  const order: CrashOrder = { kind, folder, repeatUnknown, serviceUrl: service.url };
  try {
    const beganAt = performance.now();
    for (let life = 0; life < kills; life += 1) {
      const firstNumber = life * messagesPerLife;
      const victim = startVictim(file, { ...order, firstNumber }, (spoken) => ledger.hear(spoken));
      await victim.said("opening");
      await pause(random() * longestLifeMs);
      await victim.kill();
    }
    const msPerKill = (performance.now() - beganAt) / kills;
    await startVictim(file, order, (spoken) => ledger.hear(spoken)).said("drained");
    return { ...ledger.verdict(), msPerKill };
  } finally {
    await service.stop();
  }
}

function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}
