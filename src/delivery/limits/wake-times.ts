import type { Clock } from "../../client/clock";
import { createHeap } from "./heap";

/** When each of many is to be woken, with one timer for all. */
export interface WakeTimes {
  /**
   * In place of the time it had.
   *
   * @param atMs milliseconds since 1970; `Infinity`: never
   */
  set(name: string, atMs: number): void;
  /** Those whose time has come, which then have none any more. */
  takeDue(): readonly string[];
  /** Sets the timer to the first of the times; where there is none, no timer is left. */
  setTimer(): void;
}

/** @param wake called when the first of the times has come; must take what is due */
export function createWakeTimes(clock: Clock, wake: () => void): WakeTimes {
  const times = new Map<string, number>();
  /** Times that count no longer are in it, too, until they come first. */
  const inOrder = createHeap<string>();
  let timer: { readonly atMs: number; readonly cancel: () => void } | undefined;

  function firstAt(): number {
    for (let first = inOrder.first(); first !== undefined; first = inOrder.first()) {
      if (times.get(first.value) === first.key) return first.key;
      inOrder.pop();
    }
    return Infinity;
  }

  return {
    set(name, atMs) {
      if (times.get(name) === atMs) return;
      if (atMs === Infinity) {
        times.delete(name);
        return;
      }
      times.set(name, atMs);
      inOrder.push(atMs, name);
    },
    takeDue() {
      const now = clock.now();
      const due: string[] = [];
      while (firstAt() <= now) {
        const name = inOrder.pop()?.value ?? "";
        times.delete(name);
        due.push(name);
      }
      return due;
    },
    setTimer() {
      const atMs = firstAt();
      if (atMs === timer?.atMs) return;
      timer?.cancel();
      timer = undefined;
      if (atMs === Infinity) return;
      const cancel = clock.after(atMs - clock.now(), () => {
        timer = undefined;
        wake();
      });
      timer = { atMs, cancel };
    },
  };
}
