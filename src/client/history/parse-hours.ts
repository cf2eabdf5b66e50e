import type { Issue } from "../issue";
import { isGiven } from "../parsing/rule";
import { hourMs, hourName, parseHour } from "./parse-hour";

/** Seven months, a little more than the service keeps in any plan. */
const mostHours = 5_000;

/**
 * Reads a range of hours, as {@link parseHour} reads each.
 *
 * @param end the last hour, included; without it there is only the hour of `start`
 * @param offsetHours how far the clock by which the service names its hours is ahead of UTC
 * @param issues takes every problem found, below `start` or `end`
 * @returns the hours in order, `yyyyMMddHH`; of no use where there were problems
 */
export function parseHours(start: unknown, end: unknown, offsetHours: number, issues: Issue[]): readonly string[] {
  const first = hourAt("start", start, offsetHours, issues);
  const last = isGiven(end) ? hourAt("end", end, offsetHours, issues) : first;
  if (first === undefined || last === undefined) return [];
  const found = (last - first) / hourMs + 1;
  if (found < 1) {
    issues.push({ path: "end", problem: "end-before-start", params: { start: hourName(first), end: hourName(last) } });
    return [];
  }
  if (found > mostHours) {
    issues.push({ path: "end", problem: "range-too-long", params: { found, allowed: mostHours } });
    return [];
  }
  return Array.from({ length: found }, (_, index) => hourName(first + index * hourMs));
}

function hourAt(path: string, value: unknown, offsetHours: number, issues: Issue[]): number | undefined {
  if (!isGiven(value)) {
    issues.push({ path, problem: "required" });
    return undefined;
  }
  const reading = parseHour(value, offsetHours);
  if (reading.ok) return reading.value;
  issues.push({ path, ...reading.problem });
  return undefined;
}
