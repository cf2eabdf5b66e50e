import type { Issue } from "../issue";
import { mostIssues } from "./most-issues";
import { kindOf, id } from "./values";

/**
 * Reads recipients: an id, a list of ids, or ids separated by commas, semicolons or new lines. Each counts once, at its
 * first place: the service answers once for each.
 *
 * @param issues takes every problem found, up to a hundred, with the place in the list: `to[2]`
 * @returns the ids in order; of no use where there were problems
 */
export function parseRecipients(value: unknown, path: string, issues: Issue[]): readonly string[] {
  if (value === undefined || value === null) {
    issues.push({ path, problem: "required" });
    return [];
  }
  const isList = Array.isArray(value);
  const entries: readonly unknown[] = isList
    ? (value as readonly unknown[])
    : typeof value === "string"
      ? separated(value)
      : [value];
  if (entries.length === 0) issues.push({ path, problem: "required" });
  const ids = new Set<string>();
  const before = issues.length;
  // Gaps are entries, too. One by one: a list whose last place is far out has billions of them.
  for (const [index, entry] of Array.prototype.entries.call(entries)) {
    if (issues.length - before >= mostIssues) break;
    const reading = id(entry);
    if (reading.ok) ids.add(reading.value);
    else if (isList || entries.length > 1) issues.push({ path: `${path}[${index}]`, ...reading.problem });
    else if (typeof entry === "number") issues.push({ path, ...reading.problem });
    else if (typeof entry === "string") issues.push({ path, ...reading.problem });
    else issues.push({ path, problem: "not-a-list", params: { found: kindOf(entry) } });
  }
  return [...ids];
}

/**
 * The ids in a text. Empty lines and a separator at the end are how people write lists; two commas with nothing between
 * them are a variable that was empty, and somebody who would not be told.
 */
function separated(text: string): readonly string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim().replace(/[,;]$/, ""));
  return lines.filter((line) => line !== "").flatMap((line) => line.split(/[,;]/));
}
