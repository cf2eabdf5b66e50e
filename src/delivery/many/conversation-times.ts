/** When the records of conversations happened, kept in the order in which they are imported. */
export interface ConversationTimes {
  /**
   * The time to import a record with: its own, or one millisecond behind the record before it, where it is not later.
   *
   * @param timestamp its own, milliseconds since 1970
   */
  next(conversation: string, timestamp: number): number;
  /** Says that a record was imported, or may have been. */
  keep(conversation: string, timestamp: number, importedAs: number): void;
}

/** How far back, milliseconds, a record may lie behind the one before it to be still moved. */
const mostMovedBackMs = 1_000;

/** @param most conversations remembered: those that had a record last */
export function createConversationTimes(most = 1_000): ConversationTimes {
  const latest = new Map<string, { readonly timestamp: number; readonly importedAs: number }>();

  /** The last record, if this one belongs behind it. Farther back it begins anew, and the service says what it thinks of that. */
  function before(conversation: string, timestamp: number): { timestamp: number; importedAs: number } | undefined {
    const last = latest.get(conversation);
    return last !== undefined && timestamp >= last.timestamp - mostMovedBackMs ? last : undefined;
  }

  return {
    next(conversation, timestamp) {
      return Math.max(timestamp, (before(conversation, timestamp)?.importedAs ?? 0) + 1);
    },
    keep(conversation, timestamp, importedAs) {
      const last = before(conversation, timestamp);
      latest.delete(conversation);
      latest.set(conversation, { timestamp: Math.max(timestamp, last?.timestamp ?? 0), importedAs });
      const [oldest] = latest.keys();
      if (latest.size > most && oldest !== undefined) latest.delete(oldest);
    },
  };
}
