import type { Dialect } from "../dialects/dialect";
import type { Issue } from "../issue";
import { messageTypes } from "../message";
import type { Body, JsonObject, MessageType } from "../message";
import { bodyRules } from "./body-rules";
import { isGiven } from "./rule";
import type { Rule } from "./rule";
import { jsonCopy } from "./values";

/** The user's own name for a field of the body. */
export type PathOf = (field: string) => string;

/** Whether something is one of the eight kinds. */
export function isMessageType(value: unknown): value is MessageType {
  return (messageTypes as readonly unknown[]).includes(value);
}

/**
 * Reads a body in the service's own words (`{ type: "txt", msg: "…" }`). Fields that we do not know are kept: the
 * service may know them.
 *
 * @param issues takes every problem found
 * @returns `undefined` where there were problems
 */
export function parseBody(raw: JsonObject, dialect: Dialect, pathOf: PathOf, issues: Issue[]): Body | undefined {
  const { type, ...given } = raw;
  if (!isMessageType(type)) {
    issues.push({ path: pathOf("type"), problem: "unknown-body", params: { allowed: messageTypes.join(", ") } });
    return undefined;
  }
  const before = issues.length;
  const rules = new Map(Object.entries<Rule<unknown>>(bodyRules[type]));
  // Made of entries, so that a field named `__proto__` is a field like any other.
  const fields: Record<string, unknown> = Object.fromEntries(
    Object.entries(given).filter(([, value]) => isGiven(value)),
  );
  for (const field of new Set([...rules.keys(), ...Object.keys(fields)])) {
    const rule = rules.get(field);
    if (Object.hasOwn(fields, field)) {
      const reading = rule === undefined ? jsonCopy(fields[field]) : rule.read(fields[field]);
      if (reading.ok) fields[field] = reading.value;
      else issues.push({ path: pathOf(field), ...reading.problem });
    } else if (rule?.required === true || dialect.alsoRequired[type]?.includes(field) === true) {
      issues.push({ path: pathOf(field), problem: "required" });
    }
  }
  if (type === "custom") checkCustom(fields, dialect, pathOf, issues);
  if (issues.length > before) return undefined;
  if ("url" in bodyRules[type]) fields["filename"] ??= nameInUrl(String(fields["url"]));
  // The rules above are of this kind's fields, so what they let pass is one of its bodies.
  return { type, fields } as unknown as Body;
}

function checkCustom(fields: Record<string, unknown>, dialect: Dialect, pathOf: PathOf, issues: Issue[]): void {
  const { pattern, required } = dialect.customEvent;
  const event = fields["customEvent"];
  // An empty body is refused by both dialects.
  if (event === undefined && (required || fields["customExts"] === undefined)) {
    issues.push({ path: pathOf("customEvent"), problem: "required" });
  }
  if (typeof event === "string" && !pattern.test(event)) {
    issues.push({ path: pathOf("customEvent"), problem: "wrong-pattern", params: { pattern: pattern.source } });
  }
}

/** The file's name, which the service wants, as far as its address tells it. */
function nameInUrl(url: string): string {
  const last = new URL(url).pathname.split("/").pop() ?? "";
  try {
    return decodeURIComponent(last) || "file";
  } catch {
    return last;
  }
}
