const units = [
  { unit: "day", seconds: 86_400 },
  { unit: "hour", seconds: 3_600 },
  { unit: "minute", seconds: 60 },
  { unit: "second", seconds: 1 },
] as const;

/** A span of time in words, in the largest unit that holds at least two of it: `24 hours`, `2 days`, `90 seconds`. */
export function durationText(seconds: number, language: string): string {
  const { unit, seconds: length } = units.find((each) => seconds >= 2 * each.seconds) ?? { unit: "second", seconds: 1 };
  const format = new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" });
  return format.format(Math.floor(seconds / length));
}
