/** What a process is started with that opens an outbox in which messages wait. */
export interface StartOrder {
  readonly folder: string;
  readonly serviceUrl: string;
}

/** What it found. */
export interface StartRun {
  /** Until messages can be taken in. */
  readonly openMs: number;
  /** Until the first of those that waited is on the wire. */
  readonly firstOutMs: number;
  /** Of the event loop, until a second after that. */
  readonly longestStallMs: number;
  /** Of the process, more than before, a second after that. */
  readonly addedBytes: number;
}
