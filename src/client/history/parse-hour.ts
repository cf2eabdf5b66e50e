import { types } from "node:util";
import { bad, good } from "../parsing/rule";
import type { Reading } from "../parsing/rule";
import { kindOf } from "../parsing/values";

export const hourMs = 60 * 60 * 1000;

/**
 * Reads an hour of history: `yyyyMMddHH` by the service's clock, taken as it is; or a moment (ISO 8601 text, milliseconds
 * since 1970, a Date), whose hour it is. A date without a time is its first hour in UTC, a time without an offset is local
 * time, as everywhere in JavaScript. `yyyyMMddHH` and milliseconds may be numbers or text.
 *
 * @param offsetHours how far the service's clock is ahead of UTC
 * @returns the beginning of the hour, as if the service's clock were UTC: milliseconds since 1970
 */
export function parseHour(value: unknown, offsetHours: number): Reading<number> {
  const beginning = namedHour(value) ?? hourOfMoment(momentOf(value) ?? NaN, offsetHours);
  return beginning === undefined ? bad("bad-hour", { found: shown(value) }) : good(beginning);
}

/** An hour as the service names it: `yyyyMMddHH`. */
export function hourName(beginningMs: number): string {
  return new Date(beginningMs).toISOString().replace(/\D/g, "").slice(0, 10);
}

/** Ten digits that are an hour; seconds since 1970, which have ten as well, never begin with 20. */
function namedHour(value: unknown): number | undefined {
  const found = /^(20\d\d)(\d\d)(\d\d)(\d\d)$/.exec(digitsOf(value));
  return found === null ? undefined : wholeDay(found[1], found[2], found[3], Number(found[4]));
}

function momentOf(value: unknown): number | undefined {
  if (types.isDate(value)) return value.getTime();
  // Thirteen digits: from 2001 on, for two centuries and a half.
  const digits = digitsOf(typeof value === "number" ? Math.floor(value) : value);
  if (/^\d{13}$/.test(digits)) return Number(digits);
  return typeof value === "string" ? isoMoment(value.trim()) : undefined;
}

const iso = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(:\d\d(?:[.,]\d+)?)?(Z|[+-]\d\d:?(?:\d\d)?)?)?$/i;

function isoMoment(text: string): number | undefined {
  const found = iso.exec(text);
  // `Date` takes the 30th of February for the first days of March.
  if (found === null || wholeDay(found[1], found[2], found[3], 0) === undefined) return undefined;
  const [, year = "", month = "", day = "", hours, minutes = "", seconds = "", zone = ""] = found;
  if (hours === undefined) return Date.parse(`${year}-${month}-${day}`);
  const offset = zone
    .toUpperCase()
    .replace(/^([+-]\d\d):?(\d\d)?$/, (_whole, hour: string, minute = "00") => `${hour}:${minute}`);
  return Date.parse(`${year}-${month}-${day}T${hours}:${minutes}${seconds.replace(",", ".")}${offset}`);
}

function hourOfMoment(momentMs: number, offsetHours: number): number | undefined {
  const beginning = Math.floor((momentMs + offsetHours * hourMs) / hourMs) * hourMs;
  return namedHour(nameOrNothing(beginning));
}

function nameOrNothing(beginningMs: number): string {
  return Math.abs(beginningMs) < 8.64e15 ? hourName(beginningMs) : "";
}

/** @returns `undefined` where there is no such day or hour */
function wholeDay(year = "", month = "", day = "", hour: number): number | undefined {
  const beginning = Date.UTC(Number(year), Number(month) - 1, Number(day), hour);
  const isReal = new Date(beginning).toISOString().startsWith(`${year}-${month}-${day}T`);
  return isReal ? beginning : undefined;
}

function digitsOf(value: unknown): string {
  return typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "";
}

/** What looks like a time is shown as it is; anything else may be chat content that came by a wrong path. */
function shown(value: unknown): string {
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && /^[\d\s.,:+TZ-]{1,40}$/i.test(text) ? text.trim() : kindOf(value);
}
