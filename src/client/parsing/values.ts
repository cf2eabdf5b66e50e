import { isJsonObject } from "../json-object";
import type { PixelSize } from "../message";
import { bad, good } from "./rule";
import type { Reading } from "./rule";

/** Text. Numbers and yes/no become text, as a sensor's value should; anything else has no one right wording. */
export function text(value: unknown): Reading<string> {
  if (typeof value === "string") return good(value);
  if (typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value))) return good(String(value));
  return bad("not-text", { found: kindOf(value) });
}

/** Text that is not blank. */
export function visibleText(value: unknown): Reading<string> {
  const reading = text(value);
  return reading.ok && reading.value.trim() === "" ? bad("required") : reading;
}

/** An id: 1 to 64 characters (the service's own bound), as text, because its digits do not fit a number. */
export function id(value: unknown): Reading<string> {
  if (typeof value !== "string") return bad("id-not-text", { found: kindOf(value) });
  const trimmed = value.trim();
  if (trimmed === "") return bad("empty-id");
  return trimmed.length > 64 ? bad("id-too-long", { found: trimmed.length, allowed: 64 }) : good(trimmed);
}

/** An http or https address. */
export function url(value: unknown): Reading<string> {
  if (typeof value !== "string") return bad("not-a-url", { found: kindOf(value) });
  const trimmed = value.trim();
  return /^https?:\/\/[^\s]+$/i.test(trimmed) && URL.canParse(trimmed)
    ? good(trimmed)
    : bad("not-a-url", { found: kindOf(value) });
}

/** A number of bytes or seconds: whole, 0 or more. Text that is one will do; a fraction is rounded up. */
export function amount(value: unknown): Reading<number> {
  const reading = finiteNumber(value);
  if (!reading.ok) return reading;
  return reading.value < 0
    ? bad("out-of-range", { found: reading.value, least: 0, most: "∞" })
    : good(Math.ceil(reading.value));
}

/** Degrees between two bounds, kept as the text that the service wants. */
export function degrees(most: number): (value: unknown) => Reading<string> {
  return (value) => {
    const reading = finiteNumber(value);
    if (!reading.ok) return reading;
    const within = Math.abs(reading.value) <= most;
    return within ? good(String(value).trim()) : bad("out-of-range", { found: reading.value, least: -most, most });
  };
}

/** Width and height in pixels: `{ width, height }`. */
export function pixelSize(value: unknown): Reading<PixelSize> {
  const object = objectOf(value);
  if (!object.ok) return object;
  const width = amount(object.value["width"]);
  const height = amount(object.value["height"]);
  if (!width.ok || !height.ok) return bad("not-an-object", { found: "{…}", example: '{"width":640,"height":480}' });
  return good({ width: width.value, height: height.value });
}

/** A custom message's facts: at most 16 texts (the service's own bound), by name. */
export function customExts(value: unknown): Reading<Readonly<Record<string, string>>> {
  const object = objectOf(value);
  if (!object.ok) return object;
  const entries = Object.entries(object.value);
  if (entries.length > 16) return bad("extra-entries", { found: entries.length, allowed: 16 });
  const wrong = entries.find(([, entry]) => typeof entry !== "string");
  if (wrong !== undefined) return bad("value-not-text", { name: wrong[0], found: kindOf(wrong[1]) });
  return good(Object.fromEntries(entries) as Record<string, string>);
}

/** A JSON object, or text that is one. */
export function objectOf(value: unknown): Reading<Readonly<Record<string, unknown>>> {
  if (isJsonObject(value)) return good(value);
  if (typeof value !== "string") return bad("not-an-object", { found: kindOf(value), example: '{"key":"value"}' });
  try {
    const parsed: unknown = JSON.parse(value);
    return isJsonObject(parsed)
      ? good(parsed)
      : bad("not-an-object", { found: kindOf(parsed), example: '{"key":"value"}' });
  } catch {
    return bad("not-json");
  }
}

/** A copy of what JSON keeps of a value: whatever becomes of the value, what is sent stays. */
export function jsonCopy(value: unknown): Reading<unknown> {
  try {
    const json = JSON.stringify(value) as string | undefined;
    return good(json === undefined ? undefined : JSON.parse(json));
  } catch {
    // A circle, a BigInt, a depth without end, or a getter that throws.
    return bad("not-json");
  }
}

/** What a value is, drawn so that it reads alike in every language; never the value itself, which may be chat content. */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "[…]";
  if (Buffer.isBuffer(value)) return "Buffer";
  const drawn: Readonly<Record<string, string>> = { string: '"…"', number: "123", boolean: "true", object: "{…}" };
  return drawn[typeof value] ?? typeof value;
}

function finiteNumber(value: unknown): Reading<number> {
  // Decimal digits only: the text itself goes on the wire, where `0x10` is no number.
  const isDecimal = typeof value === "string" && /^\s*[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?\s*$/i.test(value);
  const number = isDecimal ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number)
    ? good(number)
    : bad("not-a-number", { found: kindOf(value) });
}
