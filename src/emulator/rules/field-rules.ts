/** What a JSON field may hold: small rules to build tables from. */

/** One field: whether it must be there, and what it may hold. */
export interface FieldRule {
  readonly required: boolean;
  readonly holds: (value: unknown) => boolean;
}

/** Rules by field name; fields without a rule are ignored, as the service ignores them. */
export type FieldRules = Readonly<Record<string, FieldRule>>;

/** Whether every field keeps its rule. */
export function keepsRules(fields: Readonly<Record<string, unknown>>, rules: FieldRules): boolean {
  return Object.entries(rules).every(([name, { required, holds }]) => {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return value === undefined ? !required : holds(value);
  });
}

/** The field must be there. */
export const required = (holds: FieldRule["holds"]): FieldRule => ({ required: true, holds });

/** The field may be left out. */
export const optional = (holds: FieldRule["holds"]): FieldRule => ({ required: false, holds });

/** A JSON object (no array, no `null`). */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Any string, also an empty one. */
export const isString = (value: unknown): value is string => typeof value === "string";

/** A string that says something. */
export const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/** A list of strings. */
export const isStrings = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isString);

/** `true` or `false`. */
export const isBoolean = (value: unknown): value is boolean => typeof value === "boolean";

/** A whole number from 0: seconds, bytes, pixels. */
export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** A whole http(s) address, not a bare UUID. */
export const isAddress = (value: unknown): value is string =>
  isText(value) && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
