/** Times and days in the reader's language and time zone. */

/** Writes moments (milliseconds since 1970). */
export interface Times {
  /** The time of day, "14:05". */
  clock(timestampMs: number): string;
  /** A day's heading: "Today", "Yesterday", "Monday, 3 March". */
  day(timestampMs: number, nowMs: number): string;
  /** As short as a list has room for: the time today, else the day. */
  short(timestampMs: number, nowMs: number): string;
  /** All of it, for a tooltip. */
  full(timestampMs: number): string;
}

/** The words for the two days that have a name. */
export interface DayNames {
  readonly today: string;
  readonly yesterday: string;
}

/** @param language A BCP 47 tag. */
export function createTimes(language: string, names: DayNames): Times {
  const clock = new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit" });
  const day = new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long" });
  const dayOfYear = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", year: "numeric" });
  const date = new Intl.DateTimeFormat(language, { day: "numeric", month: "short" });
  const full = new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "medium" });

  function dayName(timestampMs: number, nowMs: number): string | undefined {
    const yesterday = new Date(nowMs);
    yesterday.setDate(yesterday.getDate() - 1);
    if (sameDay(timestampMs, nowMs)) return names.today;
    return sameDay(timestampMs, yesterday.getTime()) ? names.yesterday : undefined;
  }

  return {
    clock: (timestampMs) => clock.format(timestampMs),
    day(timestampMs, nowMs) {
      const thisYear = new Date(timestampMs).getFullYear() === new Date(nowMs).getFullYear();
      return dayName(timestampMs, nowMs) ?? (thisYear ? day : dayOfYear).format(timestampMs);
    },
    short(timestampMs, nowMs) {
      const name = dayName(timestampMs, nowMs);
      return name === names.today ? clock.format(timestampMs) : (name ?? date.format(timestampMs));
    },
    full: (timestampMs) => full.format(timestampMs),
  };
}

/** Whether two moments lie in the same day of the reader's time zone. */
export function sameDay(oneMs: number, otherMs: number): boolean {
  return new Date(oneMs).toDateString() === new Date(otherMs).toDateString();
}
