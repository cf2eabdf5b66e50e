/** How much is tried, and from which seed: the same seed tries the same again. */
import { randomInt } from "node:crypto";
import { writeFileSync } from "node:fs";

/** The seed of this run: `FUZZ_SEED`, or another each time. It stands in the name of each test that goes by it. */
export const seed = Number(process.env["FUZZ_SEED"] ?? randomInt(2 ** 31 - 1));

/** How many cases all suites try together: `FUZZ_CASES`. Default: 10,000. */
const allCases = Number(process.env["FUZZ_CASES"] ?? 10_000);

/** What fast-check is told, and the name that the test gets. */
export interface FuzzRun {
  readonly parameters: {
    readonly seed: number;
    readonly numRuns: number;
    readonly interruptAfterTimeLimit: number;
    readonly includeErrorInReport: true;
  };
  /** Ends a test's name: how it is run again. */
  readonly title: string;
  /** For mocha, milliseconds: far more than it takes, even where many share the machine. */
  readonly timeoutMs: number;
}

/**
 * A suite that tries a part of all cases.
 *
 * @param part 0 to 1; those of all suites make 1
 * @param offset another for suites that would try the same otherwise
 */
export function fuzzRun(part: number, offset = 0): FuzzRun {
  const numRuns = Math.max(1, Math.round(allCases * part));
  const timeoutMs = 60_000 + numRuns * 100;
  return {
    // To shrink what failed takes time as well: the smallest found until then is shown.
    parameters: {
      seed: seed + offset,
      numRuns,
      interruptAfterTimeLimit: timeoutMs - 30_000,
      includeErrorInReport: true,
    },
    title: `(${numRuns} cases, FUZZ_SEED=${seed})`,
    timeoutMs,
  };
}

/** Where each case is written before it is tried: what ends the process, or never comes back, is told nowhere else. */
const traceFile = process.env["FUZZ_TRACE"];

/** Writes what is tried next into the file `FUZZ_TRACE`, if there is to be one. */
export function trace(label: string): void {
  if (traceFile !== undefined) writeFileSync(traceFile, label);
}
