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
  /** With whom it stands in line. Default: with all who name none. */
  readonly line?: string;
  readonly signal: AbortSignal;
  /** Past this it fails with `CHAT_EXPIRED`, milliseconds since 1970. */
  readonly expiresAt: number;
  /** Told once if it has to wait. */
  readonly onQueued?: () => void;
}

/**
 * The queue of an app: first come, first served, as fast as the limits allow. Who waits holds up only those behind in the
 * same line: a message does not wait for the minute of a history. Where a limit of all lines is short, it is the one who
 * came first among those at the heads that gets it.
 */
export interface CallQueue {
  /**
   * Waits for a turn.
   *
   * Errors: `CHAT_OUTBOX_FULL` at once where too many wait, `CHAT_EXPIRED`, `CHAT_STOPPED`; nothing was sent then.
   */
  enter(turn: Turn): Promise<Release>;
}

interface Waiting extends Turn {
  /** Counts those who had to wait. */
  readonly number: number;
  readonly go: () => void;
  readonly fail: (code: "CHAT_EXPIRED" | "CHAT_STOPPED") => void;
}

/** @param maxWaiting how many may wait; each holds its message in memory */
export function createCallQueue(clock: Clock, maxWaiting = 10_000): CallQueue {
  const lanes = new Map<string, SlidingWindow>();
  /** Those who wait, line by line; no line is empty. */
  const lines = new Map<string, Set<Waiting>>();
  let waiting = 0;
  let lastNumber = 0;
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

  /** Lets those at the heads of the lines go, until all that are left have to wait; sets the timer for the next of them. */
  function advance(): void {
    cancelTimer?.();
    cancelTimer = undefined;
    for (;;) {
      const now = clock.now();
      let roomLater = Infinity;
      const next = heads().find(({ signal, expiresAt, charges }) => {
        if (signal.aborted || now >= expiresAt) return true;
        const at = roomAt(charges, now);
        if (at > now) roomLater = Math.min(roomLater, at);
        return at <= now;
      });
      if (next === undefined) {
        // Where a call under way must end first, its release comes here.
        if (roomLater < Infinity) cancelTimer = clock.after(roomLater - now, advance);
        break;
      }
      // One signal may end many: none of them goes while the others are still being told.
      if (next.signal.aborted) next.fail("CHAT_STOPPED");
      else if (now >= next.expiresAt) next.fail("CHAT_EXPIRED");
      else next.go();
    }
    forgetIdleLanes();
  }

  /** The first of each line, in the order in which they came. */
  function heads(): readonly Waiting[] {
    const firsts = [...lines.values()].map(([first]) => first as Waiting);
    return firsts.sort((one, other) => one.number - other.number);
  }

  /** @returns whether it is the first of its line: whoever stands behind somebody has nobody to let go */
  function lineUp(entry: Waiting, name: string): boolean {
    const line = lines.get(name) ?? new Set();
    lines.set(name, line);
    line.add(entry);
    waiting += 1;
    return line.size === 1;
  }

  function leaveLine(entry: Waiting, name: string): void {
    const line = lines.get(name);
    if (line?.delete(entry) !== true) return;
    waiting -= 1;
    if (line.size === 0) lines.delete(name);
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
      const { line = "" } = turn;
      if (!lines.has(line)) {
        // A timer may be late: whoever came before goes before.
        if (waiting > 0) advance();
        if (roomAt(turn.charges, clock.now()) <= clock.now()) return Promise.resolve(take(turn.charges));
      }
      if (waiting >= maxWaiting) return Promise.reject(notSent("CHAT_OUTBOX_FULL"));
      turn.onQueued?.();
      return new Promise((resolve, reject) => {
        let cancelAge = (): void => undefined;
        const leave = (): void => {
          leaveLine(entry, line);
          cancelAge();
          turn.signal.removeEventListener("abort", stop);
        };
        const entry: Waiting = {
          ...turn,
          number: (lastNumber += 1),
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
        const isFirst = lineUp(entry, line);
        cancelAge = watchAge(entry);
        if (isFirst) advance();
      });
    },
  };
}

function notSent(code: "CHAT_OUTBOX_FULL" | "CHAT_EXPIRED" | "CHAT_STOPPED"): ChatError {
  return new ChatError(code, { operation: "send-message", outcome: "not-sent" });
}
