import type { Lane } from "./lane";

/**
 * The one seat that calls of a kind share in a tick, a turn of the event loop. It is free again when the tick is over,
 * not when its call is.
 *
 * A class, for nearly every message makes one: so it is one small object.
 */
export class TickSeat implements Lane {
  private isTaken = false;

  /** @param onTaken called when it is taken; must see to it that {@link vacate} is called when the tick is over */
  constructor(private readonly onTaken: () => void) {}

  vacate(): void {
    this.isTaken = false;
  }

  roomAt(_weight: number, nowMs: number): number {
    return this.isTaken ? Infinity : nowMs;
  }

  take(): void {
    this.isTaken = true;
    this.onTaken();
  }

  free(): void {
    // The end of the tick does it.
  }

  hold(): void {
    // No refusal is about a kind.
  }
}
