/** Where the lines of hours are written. */
export interface HourTarget {
  /** Opens what the lines of one hour go into. */
  begin(hour: string, signal: AbortSignal): Promise<OpenHour>;
}

/** An hour that is being written; one thing at a time, but it may be dropped whenever nothing else is waited for. */
export interface OpenHour {
  /** Takes whole lines in pieces, which may not be on disk yet when the promise settles. */
  write(pieces: readonly Uint8Array[]): Promise<void>;
  /** Ends it; its lines stay. @returns where they are */
  keep(): Promise<string>;
  /** Ends it as if it had not begun. Never rejects. */
  drop(): Promise<void>;
}
