import type { HistorySink } from "../../src/client/history/history-request";

/** What the messages of one reading become. */
export interface HistoryOutput {
  readonly sink: HistorySink;
  /** Sends on what is still here. @param isWhole whether everything has been read */
  end(isWhole: boolean): void;
}
