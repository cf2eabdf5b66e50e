import { markdown } from "../table";
import type { Accounts } from "./account-for-all";
import type { FaultSchedule } from "./fault-schedule";
import { memorySlope } from "./memory-slope";
import type { MemorySample } from "./memory-slope";
import type { Probe } from "./probe";
import type { SoakDecision } from "./decision-load";
import { countEach } from "./soak-record";
import type { NodeRedRelease } from "./soak-world";

/** What a soak found. */
export interface SoakReport {
  /** For people: a table, the figures, the problems, the command that repeats it. */
  readonly text: string;
  /** All that is wrong, in words; none: all is well. */
  readonly problems: readonly string[];
}

/** What the report is made of. */
export interface SoakFindings {
  readonly seconds: number;
  readonly seed: number;
  readonly release: NodeRedRelease;
  /** What ran, for people. */
  readonly versions: string;
  readonly hasRedis: boolean;
  readonly schedule: FaultSchedule;
  readonly decisions: readonly SoakDecision[];
  readonly accounts: Accounts;
  /** Of the process that lived longest, which is the last. */
  readonly samples: readonly MemorySample[];
  /** Before the load, and when all had come to rest. */
  readonly before: Probe;
  readonly atRest: Probe;
  /** What was wrong besides the accounts. */
  readonly problems: readonly string[];
}

/** Fewer bytes a message, or less in all, may be chance: what waits in an outage, caches, the collector's mood. */
const mostBytesPerMessage = 400;
const mostGrownBytes = 10 * 2 ** 20;
const mostShown = 60;

/** Puts it into words. */
export function soakReport(findings: SoakFindings): SoakReport {
  const { seconds, seed, release, versions, hasRedis, schedule, accounts, samples, before, atRest } = findings;
  const slope = memorySlope(samples);
  const isLeak =
    slope !== undefined && slope.bytesPerMessage > mostBytesPerMessage && slope.grownBytes > mostGrownBytes;
  const problems = [
    ...findings.problems,
    ...Object.values(accounts).flatMap((account) => account.problems),
    ...(isLeak ? [`memory grew by ${slope.bytesPerMessage.toFixed(0)} bytes a message`] : []),
  ];
  const none = (text: string, found: number) => ({ text, found, unit: "", atMost: 0 });
  const table = markdown({
    title: `${versions}, soaked for ${seconds} s, faults of seed ${seed}`,
    head: ["of", "what became of it", "how many"],
    rows: Object.entries(accounts).flatMap(([name, { fates }]) =>
      Object.entries(fates).map(([fate, count]) => [name, fate, String(count)]),
    ),
    targets: [
      ...Object.entries(accounts).map(([name, account]) => none(`wrong, of ${name}:`, account.problems.length)),
      none("not at rest, or a handle left:", findings.problems.length),
    ],
  });
  const happened = countEach([
    ...schedule.service.map(({ name }) => name),
    ...schedule.process.map((fault) => (fault.name === "deploy" ? `deploy (${fault.type})` : fault.name)),
    ...(hasRedis ? schedule.redis.map(() => "Redis killed") : []),
  ]);
  const lines = [
    `Faults: ${Object.entries(happened)
      .map(([name, count]) => `${count} × ${name}`)
      .join(", ")}.`,
    ...(hasRedis ? [] : ["Redis: there is no redis-server on this machine; the outbox in Redis was left out."]),
    `Decisions: ${answerTimes(findings.decisions)}.`,
    slope === undefined
      ? "Memory: too short a life to say how it grew."
      : `Memory, of the last process: ${slope.bytesPerMessage.toFixed(0)} bytes a message, ${slope.megabytesPerHour.toFixed(1)} MB an hour, ` +
        `${(slope.grownBytes / 2 ** 20).toFixed(1)} MB in ${slope.seconds.toFixed(0)} s (wrong: over ${mostBytesPerMessage} bytes a message and over ${mostGrownBytes / 2 ** 20} MB); ` +
        `at rest ${(atRest.heapBytes / 2 ** 20).toFixed(1)} MB of heap, ${(atRest.rssBytes / 2 ** 20).toFixed(0)} MB in all.`,
    `Handles: before ${JSON.stringify(before.resources)}, at rest ${JSON.stringify(atRest.resources)}.`,
    `Event loop: p50 ${atRest.loop.p50Ms.toFixed(1)} ms late, p99 ${atRest.loop.p99Ms.toFixed(1)} ms, at most ${atRest.loop.mostMs.toFixed(0)} ms (collections for the memory's sake included).`,
    ...problems.slice(0, mostShown).map((problem) => `- wrong: ${problem}`),
    ...(problems.length > mostShown ? [`- and ${problems.length - mostShown} more`] : []),
    `Again: npm run soak -- --seconds ${seconds} --seed ${seed}${release === "4" ? "" : ` --node-red ${release}`}`,
  ];
  return { text: `${table}\n${lines.join("\n")}\n`, problems };
}

/** When those who waited for a decision had their answer. */
function answerTimes(decisions: readonly SoakDecision[]): string {
  const times = decisions.flatMap(({ answers }) => answers.map(({ afterMs }) => afterMs)).sort((a, b) => a - b);
  const at = (part: number): string => `${times[Math.ceil(part * times.length) - 1] ?? 0} ms`;
  return `${times.length} answers, p50 after ${at(0.5)}, p99 after ${at(0.99)}, the last after ${at(1)}`;
}
