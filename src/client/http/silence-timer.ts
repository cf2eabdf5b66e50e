import type { Clock } from "../clock";

/** Tells when nothing has been heard for too long. */
export interface SilenceTimer {
  /** Something was heard, or is waited for from now on: the time begins anew. */
  heard(): void;
  /** Nobody listens for a while: a slow reader is not a silent sender. */
  rest(): void;
  stop(): void;
}

/** Starts listening at once. To note that something was heard costs no timer of its own: it is done for every piece of a file. */
export function createSilenceTimer(clock: Clock, silenceMs: number, onSilence: () => void): SilenceTimer {
  let heardAt = clock.now();
  let state: "listening" | "resting" | "stopped" = "listening";
  let cancel: (() => void) | undefined = clock.after(silenceMs, look);

  function look(isArrivedRead = false): void {
    cancel = undefined;
    if (state !== "listening") return;
    const leftMs = heardAt + silenceMs - clock.now();
    if (leftMs > 0) cancel = clock.after(leftMs, look);
    // A process that stood still finds that its timers are due before it reads what arrived meanwhile: one turn for that.
    else if (!isArrivedRead) cancel = clock.after(0, () => look(true));
    else onSilence();
  }

  return {
    heard() {
      if (state === "stopped") return;
      state = "listening";
      heardAt = clock.now();
      cancel ??= clock.after(silenceMs, look);
    },
    rest() {
      if (state === "listening") state = "resting";
    },
    stop() {
      state = "stopped";
      cancel?.();
    },
  };
}
