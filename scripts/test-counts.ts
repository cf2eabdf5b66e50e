import { existsSync, readFileSync } from "node:fs";

/** What the reporter of a process has counted. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** The name and the error of each that failed. */
  readonly failures: readonly string[];
}

/** Of a run without tests. */
export const nothing: TestCounts = { passed: 0, failed: 0, skipped: 0, failures: [] };

/**
 * Reads what a process has counted. One that did not come to its end has counted nothing: that is a failure nobody counted.
 *
 * @param part what its tests are called together
 */
export function readTestCounts(part: string, file: string): TestCounts {
  if (!existsSync(file)) return oneFailure(`${part}: mocha comes to its end`);
  return JSON.parse(readFileSync(file, "utf8")) as TestCounts;
}

export function sumOfCounts(one: TestCounts, other: TestCounts): TestCounts {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
    failures: [...one.failures, ...other.failures],
  };
}

/** Of something that is no test and failed. */
export function oneFailure(title: string): TestCounts {
  return { ...nothing, failed: 1, failures: [title] };
}
