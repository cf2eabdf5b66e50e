/** One of an app's limits: so much in any stretch of time. */
export interface LaneLimit {
  /** Which one: `calls`, `history`, `users`, `rooms`, `group 42`. The same name, the same count. */
  readonly name: string;
  /** How much may count at a time. */
  readonly limit: number;
  /** How long each counts, milliseconds. */
  readonly windowMs: number;
}

/**
 * The count behind one limit. What is taken counts from before it is sent until one window after its answer came, less
 * the credit: then the service, which counts what *arrives*, never counts more than the limit, whatever the network did
 * in between.
 *
 * Invariant: what counts is never more than the limit, unless one single weight is larger than it; that one passes alone.
 */
export interface Lane {
  /**
   * When there will be room for this much, milliseconds since 1970; at most `nowMs` where there is room now. `Infinity`:
   * nobody can say yet; the lanes' `onRoom` is called when it is worth asking again, or something must be given back
   * first.
   */
  roomAt(weight: number, nowMs: number): number;
  /** Takes room that {@link roomAt} said is there. Given back by {@link free}. */
  take(weight: number): void;
  /**
   * Gives back what was taken.
   *
   * @param endedAtMs when its answer came: it counts for one window more from there, less the credit; `undefined`: it
   * never reached the service and counts no more
   */
  free(weight: number, endedAtMs: number | undefined): void;
  /** Gives no room before then: the service has said that it counts more than we do. */
  hold(untilMs: number): void;
}

/** Where lanes come from: this process alone, or a Redis that several machines share. */
export interface Lanes {
  /** The one lane of this name; the same object until it is empty. */
  laneOf(limit: LaneLimit): Lane;
  /** Gives everything back and ends. */
  close(): Promise<void>;
}

/** What makers of lanes are told. */
export interface LanesOptions {
  /** How much sooner than one window after its answer something stops counting, milliseconds; see `round-trips.ts`. */
  readonly creditMs: () => number;
  /** Called when room has come that {@link Lane.roomAt} could not foretell. */
  readonly onRoom: () => void;
}
