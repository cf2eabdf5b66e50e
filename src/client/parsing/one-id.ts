import type { Issue } from "../issue";
import { isGiven } from "./rule";
import { id, kindOf } from "./values";

/**
 * Reads one id where only one will do: a list, or a text that is one, is told so instead of going out as an id that
 * nobody has.
 *
 * @param issues takes what is wrong, with its path
 * @returns `undefined` where there was a problem
 */
export function parseOneId(value: unknown, path: string, issues: Issue[]): string | undefined {
  if (!isGiven(value)) {
    issues.push({ path, problem: "required" });
    return undefined;
  }
  const isWrittenList = typeof value === "string" && /[,;\n]/.test(value.trim());
  if (Array.isArray(value) || isWrittenList) {
    issues.push({ path, problem: "one-id-expected", params: { found: isWrittenList ? '"…, …"' : kindOf(value) } });
    return undefined;
  }
  const reading = id(value);
  if (reading.ok) return reading.value;
  issues.push({ path, ...reading.problem });
  return undefined;
}
