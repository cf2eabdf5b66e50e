import { ChatError } from "../../client/chat-error";
import type { Clock } from "../../client/clock";

/** One message's delivery, and how it is stopped: at once where nothing is on the wire, else when its time is up. */
export interface Flight {
  /** Ends the delivery. */
  readonly signal: AbortSignal;
  readonly isOnWire: boolean;
  readonly isStopping: boolean;
  /**
   * Goes on the wire.
   *
   * @throws `CHAT_STOPPED`, not sent, where it is to stop
   */
  takeOff(): void;
  /** Nothing is on the wire any more, or nothing that could still be heard of. */
  land(): void;
  /** Nothing goes on the wire from now on. What is on it has `graceMs`, then the signal ends it. Does nothing after the end. */
  stop(): void;
  /** All is over. */
  end(): void;
}

const mostSpare = 100;

/**
 * @param spare controllers that nobody has used up: to make one takes longer than all else that an outbox in memory does
 * for a message
 */
export function createFlight(clock: Clock, graceMs: number, spare: AbortController[] = []): Flight {
  const controller = spare.pop() ?? new AbortController();
  let isStopping = false;
  let isOnWire = false;
  let isOver = false;
  let cancelGrace = (): void => undefined;

  function abort(): void {
    cancelGrace();
    controller.abort();
  }

  return {
    signal: controller.signal,
    get isOnWire() {
      return isOnWire;
    },
    get isStopping() {
      return isStopping;
    },
    takeOff() {
      if (isStopping) throw new ChatError("CHAT_STOPPED", { operation: "send-message", outcome: "not-sent" });
      isOnWire = true;
    },
    land() {
      isOnWire = false;
      if (isStopping) abort();
    },
    stop() {
      if (isStopping || isOver) return;
      isStopping = true;
      if (isOnWire) cancelGrace = clock.after(graceMs, abort);
      else abort();
    },
    end() {
      isOnWire = false;
      cancelGrace();
      if (!isStopping && !isOver && spare.length < mostSpare) spare.push(controller);
      isOver = true;
    },
  };
}
