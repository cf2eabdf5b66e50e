/** Reading single fields out of JSON that nobody has checked yet. */

/** A JSON object whose fields are not known. */
export type Fields = Readonly<Record<string, unknown>>;

/** The value as an object, or an empty one for anything else (arrays included). */
export function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/** A text, or a number written as one; `""` for anything else. Lone surrogates become U+FFFD, so that it can go into a URL. */
export function textOf(value: unknown): string {
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? value.replace(/\p{Surrogate}/gu, "\ufffd") : "";
}

/** A finite number, or a text that is one (the wire has coordinates as both); `undefined` for anything else. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === "string" && value.trim() === "") return undefined;
  const number = typeof value === "number" || typeof value === "string" ? Number(value) : NaN;
  return Number.isFinite(number) ? number : undefined;
}
