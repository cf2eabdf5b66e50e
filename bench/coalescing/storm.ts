/** What to send. */
export interface StormOrder {
  readonly count: number;
  /** How long it takes until the last is handed over, milliseconds; 0: all in one instant. */
  readonly withinMs: number;
  /** Whether all say the same. */
  readonly alike: boolean;
}

/** What came back. */
export interface StormResult {
  /** When the first was sent, milliseconds since 1970. */
  readonly beganAt: number;
  /** Until the last was back. */
  readonly milliseconds: number;
  /** Of the whole process. */
  readonly cpuMs: number;
  /** How many came back with the one receipt that is theirs. */
  readonly right: number;
}
