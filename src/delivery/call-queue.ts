import { ChatError } from "../client/chat-error";
import type { Clock } from "../client/clock";
import type { Charge } from "./call-limits";
import { slidingWindow } from "./sliding-window";
import type { SlidingWindow } from "./sliding-window";

/** Says that a call has ended; `reached` is whether the service may have counted it. */
export type Release = (reached: boolean) => void;

/** What somebody who waits for a turn brings. */
export interface Turn {
  readonly charges: readonly Charge[];
  readonly signal: AbortSignal;
  /** Past this it fails with `CHAT_EXPIRED`, milliseconds since 1970. */
  readonly expiresAt: number;
  /** Told once if it has to wait. */
  readonly onQueued?: () => void;
}

/** The queue of an app: first come, first served, as fast as the limits allow. */
export interface CallQueue {
  /**
   * Waits for a turn.
   *
   * Errors: `CHAT_OUTBOX_FULL` at once where too many wait, `CHAT_EXPIRED`, `CHAT_STOPPED`; nothing was sent then.
   */
  enter(turn: Turn): Promise<Release>;
}

interface Waiting extends Turn {
  readonly go: () => void;
  readonly fail: (code: "CHAT_EXPIRED" | "CHAT_STOPPED") => void;
}

/** @param maxWaiting how many may wait; each holds its message in memory */
export function createCallQueue(clock: Clock, maxWaiting = 10_000): CallQueue {
  const lanes = new Map<string, SlidingWindow>();
  const waiting = new Set<Waiting>();
  let lanesWorthSearching = 1_000;
  let cancelTimer: (() => void) | undefined;

  function laneOf(charge: Charge): SlidingWindow {
    let lane = lanes.get(charge.lane);
    if (lane === undefined) {
      lane = slidingWindow(charge.limit, charge.windowMs);
      lanes.set(charge.lane, lane);
    }
    return lane;
  }

  function roomAt(charges: readonly Charge[], now: number): number {
    return charges.reduce((latest, charge) => Math.max(latest, laneOf(charge).roomAt(charge.weight, now)), now);
  }

  function take(charges: readonly Charge[]): Release {
    for (const charge of charges) laneOf(charge).take(charge.weight);
    let released = false;
    return (reached) => {
      if (released) return;
      released = true;
      const now = clock.now();
      for (const charge of charges) laneOf(charge).free(charge.weight, reached ? now : undefined);
      advance();
    };
  }

  /** Lets the head of the queue go, and the next, until one has to wait; sets the timer for that one. */
  function advance(): void {
    cancelTimer?.();
    cancelTimer = undefined;
    for (const head of waiting) {
      const now = clock.now();
      if (head.signal.aborted) {
        // One signal may end many: none of them goes while the others are still being told.
        head.fail("CHAT_STOPPED");
        continue;
      }
      if (now >= head.expiresAt) {
        head.fail("CHAT_EXPIRED");
        continue;
      }
      const at = roomAt(head.charges, now);
      if (at > now) {
        // Where a call under way must end first, its release comes here.
        if (at < Infinity) cancelTimer = clock.after(at - now, advance);
        break;
      }
      head.go();
    }
    forgetIdleLanes();
  }

  /** Groups come and go; a lane in which nothing counts any more is as good as none. */
  function forgetIdleLanes(): void {
    if (lanes.size < lanesWorthSearching) return;
    const now = clock.now();
    for (const [name, lane] of lanes) if (lane.isEmpty(now)) lanes.delete(name);
    lanesWorthSearching = Math.max(1_000, lanes.size * 2);
  }

  /** Fails somebody who waits when their time is over, wherever they stand: behind others, too. */
  function watchAge(entry: Waiting): () => void {
    let cancel = (): void => undefined;
    const look = (): void => {
      const leftMs = entry.expiresAt - clock.now();
      if (leftMs > 0) {
        cancel = clock.after(leftMs, look);
        return;
      }
      entry.fail("CHAT_EXPIRED");
      advance();
    };
    look();
    return () => cancel();
  }

  return {
    enter(turn) {
      if (turn.signal.aborted) return Promise.reject(notSent("CHAT_STOPPED"));
      if (clock.now() >= turn.expiresAt) return Promise.reject(notSent("CHAT_EXPIRED"));
      if (waiting.size === 0 && roomAt(turn.charges, clock.now()) <= clock.now()) {
        return Promise.resolve(take(turn.charges));
      }
      if (waiting.size >= maxWaiting) return Promise.reject(notSent("CHAT_OUTBOX_FULL"));
      turn.onQueued?.();
      return new Promise((resolve, reject) => {
        let cancelAge = (): void => undefined;
        const leave = (): void => {
          waiting.delete(entry);
          cancelAge();
          turn.signal.removeEventListener("abort", stop);
        };
        const entry: Waiting = {
          ...turn,
          go() {
            leave();
            resolve(take(turn.charges));
          },
          fail(code) {
            leave();
            reject(notSent(code));
          },
        };
        const stop = (): void => {
          entry.fail("CHAT_STOPPED");
          advance();
        };
        turn.signal.addEventListener("abort", stop, { once: true });
        waiting.add(entry);
        cancelAge = watchAge(entry);
        if (waiting.size === 1) advance();
      });
    },
  };
}

function notSent(code: "CHAT_OUTBOX_FULL" | "CHAT_EXPIRED" | "CHAT_STOPPED"): ChatError {
  return new ChatError(code, { operation: "send-message", outcome: "not-sent" });
}
