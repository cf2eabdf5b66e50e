import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { reporters, Runner } from "mocha";
import type { MochaOptions, Test } from "mocha";

/** Where the counts go. */
const countsFile = process.env["CHAT_FLOWS_COUNTS"] ?? join(__dirname, "..", ".cache", "test-counts.json");

/**
 * Mocha's own `spec` report, and what it counted in a file beside it, for machines: `{ passed, failed, skipped, failures }`,
 * the last with the name and the error of each that failed.
 *
 * A CommonJS export, because that is how mocha asks for reporters.
 */
class SpecAndCountsReporter extends reporters.Spec {
  constructor(runner: Runner, options: MochaOptions) {
    super(runner, options);
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes: passed, failures: failed, pending: skipped } = this.stats;
      const failures = this.failures.map(describeFailure);
      mkdirSync(join(countsFile, ".."), { recursive: true });
      writeFileSync(countsFile, `${JSON.stringify({ passed, failed, skipped, failures })}\n`);
    });
  }
}

function describeFailure(test: Test): string {
  return `${test.titlePath().join(" › ")}\n${test.err?.stack ?? String(test.err)}`;
}

export = SpecAndCountsReporter;
