/** One change of a journal. */
export type JournalChange =
  | { readonly put: string; readonly value: string }
  /** Removing what is not there does no harm. */
  | { readonly remove: string };

/**
 * A list of texts by key that survives: kill -9, and, where asked for, a power cut. Keys are ASCII and sort by their bytes.
 *
 * A group of changes is taken whole or not at all, whenever the process ends. Groups take effect in the order in which
 * they were written. Groups that wait at the same time share one commit.
 */
export interface Journal {
  /** All there is, by key, lowest first. Reads what had been written when it began. */
  entries(): AsyncIterable<readonly [key: string, value: string]>;
  /**
   * Writes a group of changes.
   *
   * @param durable whether it must be on the disk (fsync) before the promise resolves; else it survives the process, but
   * perhaps not a power cut, until the next durable group takes it along
   * @throws Error with Node.js's own `code` (`ENOSPC`, `EIO`, …) where it could not be written: none of it has happened
   * then, and the journal can be used on
   */
  write(changes: readonly JournalChange[], durable: boolean): Promise<void>;
  /** Everything written is on the disk when it resolves. */
  close(): Promise<void>;
}
