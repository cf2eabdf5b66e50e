import type { Clock } from "../../../../src/client/clock";
import type { Outbox, OutboxOptions } from "../../../../src/delivery/outbox/outbox";

/** One kind of outbox, for the suite that all of them pass. */
export interface OutboxKind {
  /** Completes the suite's name: `the outbox {name}`. */
  readonly name: string;
  /** Whether messages outlive the process. */
  readonly isDurable: boolean;
  /** A world in which nothing is kept yet; called before each test. */
  begin(): Promise<OutboxWorld>;
}

/** Where outboxes of one app live, one process after the other (several at once where the kind allows it). */
export interface OutboxWorld {
  /** Begins a process: opens an outbox over what earlier ones left. The suite calls its `start()`. */
  open(options: OutboxOptions, clock: Clock): Promise<Outbox>;
  /**
   * Ends the process that opened last as kill -9 does: it writes nothing any more. What it had on the wire never hears
   * an answer; the suite sees to that.
   */
  crash(): Promise<void>;
  /** Whatever can happen without an answer or the clock has happened: nothing more will come of its own. */
  settled(): Promise<void>;
  /** Ends all that is left, and forgets what is kept; called after each test. */
  end(): Promise<void>;
}
