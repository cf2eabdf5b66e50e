/** What became of one hour. */
export interface HistoryHour {
  /** By the service's clock: `yyyyMMddHH`. */
  readonly hour: string;
  /**
   * `ok`: its file was read. `empty`: nothing was sent in it. `not-ready`: its file is not written yet, or no longer kept;
   * the service has one answer for both. `failed`, in an error only: the hour at which reading ended.
   */
  readonly state: "ok" | "empty" | "not-ready" | "failed";
  /** How many messages were handed on; of a failed hour, those before the failure. */
  readonly messages: number;
}

/** What came of a range of hours. */
export interface HistorySummary {
  /** How many messages were handed on. */
  readonly messages: number;
  /** Of the lines handed on, in UTF-8, each with its newline, whatever became of them afterwards. */
  readonly bytes: number;
  /** Every hour asked for, in order. */
  readonly hours: readonly HistoryHour[];
  /** Lines that are no JSON object; absent where there were none. */
  readonly unreadable?: number;
  /** Messages left out because they had been handed on before; absent where there were none. */
  readonly duplicates?: number;
}
