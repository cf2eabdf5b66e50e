import { bad, good, isGiven } from "../client/parsing/rule";
import type { Reading } from "../client/parsing/rule";

/** Reads whether a message may be sent: `true`, `false`, or a text that is one of these words. Nothing else is guessed at. */
export function parseAllow(value: unknown): Reading<boolean> {
  const allow = typeof value === "string" ? words.get(value.trim().toLowerCase()) : value;
  if (typeof allow === "boolean") return good(allow);
  return isGiven(value) ? bad("not-a-choice", { allowed: "true, false" }) : bad("required");
}

const words: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["false", false],
]);
