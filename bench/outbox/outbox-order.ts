/** The stores that are measured: LevelDB with commits in groups and nothing around it, and the outbox on each of its journals. */
export const outboxWays = ["bare", "bare-chained", "level", "level-marked", "log", "log-marked"] as const;

/** One of {@link outboxWays}; `chained`: batches filled one by one, not handed over as lists; `marked`: with what is on the wire marked before it is sent. */
export type OutboxWay = (typeof outboxWays)[number];

/** What a worker is started with. */
export interface OutboxOrder {
  readonly way: OutboxWay;
  readonly folder: string;
  /** How many cycles are under way at a time. */
  readonly atOnce: number;
  readonly warmMs: number;
  readonly measureMs: number;
}

/** What it found. */
export interface OutboxRun {
  readonly cyclesPerSecond: number;
  readonly cpuMsPerCycle: number;
  readonly loopDelayMaxMs: number;
}
