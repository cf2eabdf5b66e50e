import type { Clock } from "../../client/clock";
import { createAlarm } from "./alarm";

/** Redis' last no, so that it is not asked again too soon. */
export interface Refusal {
  /**
   * @param need to how much it said no
   * @param untilMs until when it need not be asked again, milliseconds since 1970
   * @param roomAtMs when there will be room; `Infinity`: nobody can say, and somebody is told at `untilMs`
   */
  say(need: number, untilMs: number, roomAtMs: number): void;
  /** When there will be room for that much; `undefined` where Redis may be asked. */
  roomAt(need: number, nowMs: number): number | undefined;
  /** Whether it could say when there will be room. */
  foresees(): boolean;
  lift(): void;
}

const none = { need: Infinity, untilMs: 0, roomAtMs: Infinity };

/** @param onRoom called when it is time to ask again: only who still wants room does, so that none is had for nobody */
export function createRefusal(clock: Clock, onRoom: () => void): Refusal {
  let last = none;
  const alarm = createAlarm(clock, onRoom);
  return {
    say(need, untilMs, roomAtMs) {
      last = { need, untilMs, roomAtMs };
      alarm.clear();
      if (roomAtMs === Infinity) alarm.setTo(untilMs);
    },
    roomAt(need, nowMs) {
      if (nowMs >= last.untilMs || need < last.need) return undefined;
      // Set already, unless the timer was early.
      if (last.roomAtMs === Infinity) alarm.setTo(last.untilMs);
      return last.roomAtMs;
    },
    foresees: () => last.roomAtMs < Infinity,
    lift() {
      last = none;
      alarm.clear();
    },
  };
}
