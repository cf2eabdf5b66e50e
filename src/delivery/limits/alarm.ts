import type { Clock } from "../../client/clock";

/** Rings once, at the earliest of the times that it was set to. */
export interface Alarm {
  /** @param atMs milliseconds since 1970; passed over where it rings before that anyway */
  setTo(atMs: number): void;
  clear(): void;
}

/** @param ring must not throw */
export function createAlarm(clock: Clock, ring: () => void): Alarm {
  let cancel: (() => void) | undefined;
  let setToMs = Infinity;

  function clear(): void {
    cancel?.();
    cancel = undefined;
    setToMs = Infinity;
  }

  return {
    clear,
    setTo(atMs) {
      if (atMs >= setToMs) return;
      clear();
      setToMs = atMs;
      cancel = clock.after(atMs - clock.now(), () => {
        clear();
        ring();
      });
    },
  };
}
