import should from "should";
import type { Outcome } from "./node-flow";

/** What somebody is told whose message was not taken. */
export interface Refusal {
  readonly code: string;
  readonly operation: string;
  readonly outcome: string;
  /** Each as `path: name-of-the-problem`, in alphabetical order. */
  readonly issues: readonly string[];
}

interface Summary extends Omit<Refusal, "issues"> {
  readonly issues?: readonly { readonly path: string; readonly problem: string }[];
}

/** Reads it, and holds that it was told exactly once, to `done` and to the Catch node, and that nothing went on. */
export function refusalOf({ done, passedOn, caught, completed }: Outcome): Refusal {
  should([done.length, passedOn.length, caught.length, completed.length]).eql([1, 0, 1, 0]);
  const summary = caught[0]?.["chatError"] as Summary;
  should(done[0]).match({ code: summary.code, cause: { code: summary.code, outcome: summary.outcome } });
  const { code, operation, outcome, issues = [] } = summary;
  // Without catalogues a sentence is its key.
  const told = issues.map(({ path, problem }) => `${path}: ${problem.replace(/^.*problem\./, "")}`);
  return { code, operation, outcome, issues: told.sort() };
}
