/** What the process that brings the load is to do with one of the ways. */
export interface LoadOrder {
  /** Where callbacks are posted to. */
  readonly url: string;
  readonly connections: number;
  /** Posted before anything is measured. */
  readonly warm: number;
  readonly measured: number;
  /** Callbacks of another round have other ids; of the same round they are the very same, whatever the way. */
  readonly round: number;
}

/** What it saw. */
export interface LoadResult {
  readonly milliseconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers of another status than 200. */
  readonly failed: number;
}

/** The secret that callbacks are signed with. */
export const callbackSecret = "the-secret-of-the-rule";
