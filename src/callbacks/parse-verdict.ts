import type { Issue } from "../client/issue";
import type { JsonObject } from "../client/message";
import { isGiven } from "../client/parsing/rule";
import { text } from "../client/parsing/values";
import type { Verdict } from "./callback";
import { changedPayload } from "./changed-payload";

/** What a flow says: whether the message may be sent, and, unread, what belongs to that. */
export type VerdictDraft =
  { readonly allow: true; readonly body: unknown } | { readonly allow: false; readonly code: unknown };

/**
 * Reads a verdict.
 *
 * @param original the message's payload as it came
 * @param issues takes every problem found
 * @returns of no use where there were problems
 */
export function parseVerdict(draft: VerdictDraft, original: JsonObject, issues: Issue[]): Verdict {
  const { allow } = draft;
  const value = allow ? draft.body : draft.code;
  if (!isGiven(value)) return { allow };
  const reading = allow ? changedPayload(value, original) : text(value);
  if (!reading.ok) {
    issues.push({ path: allow ? "body" : "code", ...reading.problem });
    return { allow };
  }
  return allow ? { allow, payload: reading.value as JsonObject } : { allow, code: reading.value as string };
}
