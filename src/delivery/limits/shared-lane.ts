import type { Clock } from "../../client/clock";
import { createAlarm } from "./alarm";
import { createAppetite } from "./appetite";
import { asToldAt, endedWeights } from "./ended-weights";
import type { Lane, LaneLimit, LanesOptions } from "./lane";
import type { LaneAnswer, LaneExchange } from "./lane-exchange";
import { createRefusal } from "./refusal";

/** A lane's part in this process. */
export interface SharedLane extends Lane {
  /** Whether nothing of ours counts, is held or is still to be told any more. */
  isEmpty(nowMs: number): boolean;
  /** Redis is there again: what could not be said is said. */
  retry(): void;
  /** Gives back what is not used, and lets what is used count one window more; resolves when Redis knows. */
  close(): Promise<void>;
}

/** What a shared lane is made of. */
export interface SharedLaneOptions extends LanesOptions {
  readonly clock: Clock;
  readonly exchange: LaneExchange;
  /** After so long without any other word a process that holds something says that it lives. */
  readonly heartbeatMs: number;
}

/** How long ends are gathered; nothing is lost by that, for what ended is told with its age. */
const gatherMs = 25;
/** How long room that was leased waits for somebody to use it. */
const idleMs = 50;

/**
 * A lane whose count lives in Redis. Room is leased from there, so that taking it is a matter of this process alone; what
 * is leased and not used soon goes back. One exchange at a time: so Redis never knows of less than this process holds.
 */
export function sharedLane(lane: LaneLimit, options: SharedLaneOptions): SharedLane {
  const { clock, exchange, heartbeatMs, creditMs, onRoom } = options;
  const { limit, windowMs } = lane;
  const appetite = createAppetite(limit, 2 * idleMs);
  let leased = 0;
  let leasedAtMs = 0;
  let held = 0;
  /** What Redis believes that this process holds, used or not; never less than it does. */
  let known = 0;
  const ended = endedWeights(windowMs);
  /** Until when, at least, something of ours counts in Redis. */
  let countsUntilMs = 0;
  /** Names the count of which Redis told last. */
  let since: string | undefined;
  let holdUntilMs = 0;
  /** The least and the most that was asked for since Redis was last asked. */
  let [least, most] = [Infinity, 0];
  const refusal = createRefusal(clock, onRoom);
  let roundTripMs = 0;
  let failures = 0;
  let telling: Promise<void> | undefined;
  let isClosed = false;
  const speaking = createAlarm(clock, () => {
    if (clock.now() >= idleAtMs()) returnLease();
    void tell();
  });

  const idleAtMs = (): number => leasedAtMs + idleMs + 4 * roundTripMs;

  function returnLease(): void {
    if (leased > 0) appetite.leftOver();
    leased = 0;
  }

  /** Says all there is to say, and asks for what is wanted. Never rejects. */
  function tell(): Promise<void> {
    telling ??= speak().then((need) => {
      telling = undefined;
      if (isClosed) return;
      const isMore = least < need;
      least = Infinity;
      // Whoever asked was told that nobody knows. Now somebody does, or is to be asked for less than the last time.
      if (isMore || (need < Infinity && (leased > 0 || refusal.foresees()))) onRoom();
    });
    return telling;
  }

  /** @returns what was needed; `Infinity`: nothing */
  async function speak(): Promise<number> {
    speaking.clear();
    const startMs = clock.now();
    const told = ended.takeAll();
    const stated = held + leased;
    const need = least < Infinity ? least : 0;
    const wish = need === 0 ? 0 : Math.max(most, appetite.size(startMs));
    [least, most] = [Infinity, 0];
    try {
      const answer = await exchange({
        lane,
        held: stated,
        ended: asToldAt(told, startMs),
        need,
        wish,
        since: countsUntilMs > startMs || held > 0 ? since : undefined,
      });
      failures = 0;
      since = answer.since;
      known = stated + answer.granted;
      roundTripMs = clock.now() - startMs;
      hear(answer, need);
    } catch {
      failures += 1;
      // It may have been heard all the same: then it counts twice, for one window.
      ended.putBack(told, startMs);
      const againAtMs = clock.now() + Math.min(100 * 2 ** failures, 5_000);
      if (isClosed) return Infinity;
      refusal.say(0, againAtMs, Infinity);
      speakBy(againAtMs);
    }
    return need === 0 ? Infinity : need;
  }

  function hear({ granted, roomInMs = Infinity, askInMs }: LaneAnswer, need: number): void {
    if (isClosed) return;
    const now = clock.now();
    leased += granted;
    if (granted > 0) {
      leasedAtMs = now;
      appetite.fed(now);
      refusal.lift();
    }
    if (askInMs > 0) {
      const untilMs = now + Math.ceil(askInMs);
      refusal.say(need, untilMs, roomInMs <= askInMs ? untilMs : Infinity);
    }
    if (leased > 0) speakBy(idleAtMs());
    if (!ended.isEmpty() || known > held + leased) speakBy(now + gatherMs);
    if (held > 0) speakBy(now + heartbeatMs);
  }

  function speakBy(atMs: number): void {
    if (!isClosed) speaking.setTo(atMs);
  }

  return {
    roomAt(weight, nowMs) {
      if (isClosed) return Infinity;
      if (nowMs < holdUntilMs) return holdUntilMs;
      // This process stood still: its lease may have ended meanwhile.
      if (nowMs > leasedAtMs + 2 * heartbeatMs) returnLease();
      const need = Math.min(weight, limit);
      if (leased >= need) return nowMs;
      const refused = refusal.roomAt(need, nowMs);
      if (refused !== undefined) return refused;
      least = Math.min(least, need);
      most = Math.max(most, need);
      void tell();
      return Infinity;
    },
    take(weight) {
      const part = Math.min(weight, limit);
      leased = Math.max(leased - part, 0);
      held += part;
      appetite.used(part);
    },
    free(weight, endedAtMs) {
      if (isClosed) return;
      const part = Math.min(weight, limit);
      held -= part;
      if (endedAtMs === undefined) {
        leased += part;
        leasedAtMs = clock.now();
        speakBy(idleAtMs());
        return;
      }
      countsUntilMs = Math.max(countsUntilMs, endedAtMs + windowMs - creditMs());
      ended.add(part, endedAtMs, creditMs());
      speakBy(clock.now() + gatherMs);
    },
    hold(untilMs) {
      holdUntilMs = Math.max(holdUntilMs, untilMs);
    },
    isEmpty(nowMs) {
      const allTold = known === 0 && ended.isEmpty() && telling === undefined;
      return allTold && nowMs >= Math.max(countsUntilMs, holdUntilMs);
    },
    retry() {
      if (failures === 0) return;
      refusal.lift();
      speakBy(clock.now());
      onRoom();
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      refusal.lift();
      speaking.clear();
      await telling;
      if (known === 0 && ended.isEmpty()) return;
      // What is on its way may still arrive: it counts from now.
      if (held > 0) ended.add(held, clock.now(), 0);
      [held, leased, least] = [0, 0, Infinity];
      await tell();
    },
  };
}
