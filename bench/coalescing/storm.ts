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
  /** How long Node-RED copied the first, and in one instant all of them, before it handed any of them on. */
  readonly copyMs: number;
  /** When it had, milliseconds since 1970, with fractions. */
  readonly handedAt: number;
  /** From before the copying until the last was back. */
  readonly milliseconds: number;
  /** Of the whole process. */
  readonly cpuMs: number;
  /** How many came back with the one receipt that is theirs. */
  readonly right: number;
}
