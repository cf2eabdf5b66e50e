/** The hours of which there is history to read. */
export const hours = {
  /** A few messages: what is loaded and filled at the first reading only. */
  short: "2025100906",
  /** Half an hour of a busy app. */
  single: "2025100907",
  /** The same ten times over, in one file. */
  tenfold: "2025100908",
} as const;

/** Messages in the single and in the short hour. */
export const messagesIn = { single: 405_000, short: 1_000 } as const;
