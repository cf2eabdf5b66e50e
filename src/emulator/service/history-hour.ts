/** Hours as the history endpoint names them. */

const hourMs = 3_600_000;

/**
 * When an hour begins, in epoch milliseconds; `undefined` for what names none.
 *
 * @param name `yyyyMMddHH`. @param offsetHours how far the service's clocks are ahead of UTC
 */
export function startOfHour(name: string, offsetHours: number): number | undefined {
  const [, year, month, day, hour] = /^(\d{4})(\d{2})(\d{2})(\d{2})$/.exec(name)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined || hour === undefined) return undefined;
  const start = Date.UTC(year, month - 1, day, hour);
  return nameOf(start) === name ? start - offsetHours * hourMs : undefined;
}

/** The hour in which a moment lies. @param atMs epoch milliseconds */
export function hourOf(atMs: number, offsetHours: number): string {
  return nameOf(atMs + offsetHours * hourMs);
}

function nameOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 13).replace(/[-T]/g, "");
}
