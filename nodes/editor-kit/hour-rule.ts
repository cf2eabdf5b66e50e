import { currentValue } from "./current-value";
import { typedRule } from "./typed-check";

/** The rule of the typed field that says with which hour of history to begin. */
export const startRule: Validate = typedRule("start", { missing: "invalid.start.missing", literal: hour("start") });

/** The rule of the optional typed field that names the last hour. */
export const endRule: Validate = typedRule("end", {
  literal(node, value) {
    const problem = hour("end")(node, value);
    if (problem !== undefined) return problem;
    const first = currentValue(node, "start");
    const isLiteral = ["str", "num"].includes(currentValue(node, "startType"));
    const last = String(value).trim();
    // Other forms name an instant; which hour of the service that is, depends on its clock.
    const comparable = isLiteral && isServiceHour(first) && isServiceHour(last);
    return comparable && last < first ? node._("invalid.end.early") : undefined;
  },
});

function hour(property: string): (node: EditorNode, value: unknown) => string | undefined {
  return (node, value) =>
    isTime(String(value).trim()) ? undefined : node._("invalid.hour", { field: node._(`label.${property}`) });
}

/**
 * The service's own hour (`2025100907`), milliseconds since 1970 (13 digits), or a day in ISO form with or without a time.
 * The runtime looks more closely.
 */
function isTime(text: string): boolean {
  if (isServiceHour(text) || /^\d{13}$/.test(text)) return true;
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)([T ]\d\d:\d\d\S*)?$/i.exec(text) ?? [];
  return isServiceHour(`${year}${month}${day}00`);
}

function isServiceHour(text: string): boolean {
  const parts = /^(20\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text);
  if (parts === null) return false;
  const [year, month, day, hours] = parts.slice(1).map(Number) as [number, number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day, hours));
  // A day or an hour that there is not (2025100925) comes out as another one.
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCHours() === hours;
}
