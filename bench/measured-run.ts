/** What a node is to do. */
export interface RunOrder {
  /** Sent to it, each answered by one message at the end of its work. */
  readonly messages: readonly Readonly<Record<string, unknown>>[];
  /** How many are on their way at a time. */
  readonly atOnce: number;
}

/** What it took. */
export interface MeasuredRun {
  readonly milliseconds: number;
  /** Of the whole process. */
  readonly cpuMs: number;
  /** Records of history that came out on the way. */
  readonly records: number;
  /** The most that the process had while it ran. */
  readonly rssBytes: number;
  readonly loopDelayP99Ms: number;
  readonly loopDelayMaxMs: number;
}
