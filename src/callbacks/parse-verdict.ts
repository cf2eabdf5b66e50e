import type { Issue } from "../client/issue";
import type { JsonObject } from "../client/message";
import { isGiven } from "../client/parsing/rule";
import { text } from "../client/parsing/values";
import type { Verdict } from "./callback";
import { changedPayload } from "./changed-payload";

/** What a flow says, unread. */
export interface VerdictDraft {
  /** `true`, `false`, or a text that is one of these words. */
  readonly allow: unknown;
  readonly code: unknown;
  readonly body: unknown;
}

/**
 * Reads a verdict. What has no meaning beside the other (a code where the message is let through, a change where it is
 * not) is left out unread.
 *
 * @param original the message's payload as it came
 * @param issues takes every problem found
 * @returns of no use where there were problems
 */
export function parseVerdict(draft: VerdictDraft, original: JsonObject, issues: Issue[]): Verdict {
  const allow = yesOrNo(draft.allow);
  if (allow === undefined) {
    issues.push(
      isGiven(draft.allow)
        ? { path: "allow", problem: "not-a-choice", params: { allowed: "true, false" } }
        : { path: "allow", problem: "required" },
    );
    return { allow: false };
  }
  const path = allow ? "body" : "code";
  if (!isGiven(draft[path])) return { allow };
  const reading = allow ? changedPayload(draft.body, original) : text(draft.code);
  if (!reading.ok) {
    issues.push({ path, ...reading.problem });
    return { allow };
  }
  return allow ? { allow, payload: reading.value as JsonObject } : { allow, code: reading.value as string };
}

function yesOrNo(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  const word = typeof value === "string" ? value.trim().toLowerCase() : undefined;
  return word === "true" ? true : word === "false" ? false : undefined;
}
