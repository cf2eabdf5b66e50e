import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "../client/clock";
import { isJsonObject } from "../client/json-object";
import type { BodyFault, BodyIntake } from "./body-intake";
import type { Callback } from "./callback";
import { allowed, answerCallback, refuseCallback, refused } from "./callback-answer";
import type { RefusalStatus } from "./callback-answer";
import { createCallbackFilter } from "./callback-filter";
import type { CallbackFilter } from "./callback-filter";
import { checkCallback } from "./check-callback";
import type { CallbackFault, CallbackTrust } from "./check-callback";
import { copyJson } from "./copy-json";
import { createPendingVerdicts } from "./pending-verdicts";
import type { PendingVerdicts } from "./pending-verdicts";
import { createSeenCalls } from "./seen-calls";
import { createVerdictAskers } from "./verdict-askers";
import type { VerdictAskers } from "./verdict-askers";

/** Which callbacks are taken in, and how they are answered. */
export interface CallbackRules extends CallbackTrust {
  readonly filter: CallbackFilter;
  /** Whether the flow decides what becomes of a message; otherwise it only hears of it. */
  readonly decides: boolean;
  /** What becomes of a message of which nobody says anything in time. */
  readonly fallback: "allow" | "refuse";
  /** How long the flow has for a verdict, milliseconds. */
  readonly decideWithinMs: number;
}

/** Why a request was refused; `failed`: by a defect of ours, or for want of MD5. */
export type DeskFault = BodyFault | CallbackFault | "failed";

/** What a desk works with. */
export interface DeskSurroundings {
  readonly intake: BodyIntake;
  /** By which time passes. */
  readonly clock: Clock;
  /** The time of day, milliseconds since 1970; the machine's own, which may be set right while we run. */
  readonly timeOfDay: () => number;
  /**
   * Takes a callback, once, after it was answered, or while it waits for a verdict. Must not throw.
   *
   * @param verdictId under which its verdict is awaited; absent where none is
   */
  readonly onCallback: (callback: Callback, verdictId?: string) => void;
  readonly onRefused: (fault: DeskFault) => void;
  /** Somebody gave a verdict in time. */
  readonly onDecided: () => void;
  /** Nobody gave a verdict in time, or too many wait for theirs. */
  readonly onUndecided: () => void;
}

/** Answers the callbacks of one rule. */
export interface CallbackDesk {
  readonly answer: (request: IncomingMessage, response: ServerResponse) => void;
  readonly pendingVerdicts: PendingVerdicts;
  /**
   * Ends it. What waits for a verdict gets the fallback; what is still on its way is refused with 503, and nothing is said
   * of it: the service tries once more, at once, and whoever listens then takes it.
   */
  readonly close: () => void;
}

const statuses: Readonly<Record<DeskFault, RefusalStatus>> = {
  "not-a-callback": 400,
  // One and the same: nobody is told which it was.
  signature: 401,
  clock: 401,
  "too-slow": 408,
  "too-large": 413,
  "too-busy": 503,
  failed: 503,
};

/** How long calls are remembered where their time is not looked at, milliseconds. */
const usualMemoryMs = 600_000;

/** Creates the desk for one rule. */
export function createCallbackDesk(rules: CallbackRules, surroundings: DeskSurroundings): CallbackDesk {
  const { intake, clock, timeOfDay, onCallback, onRefused, onDecided, onUndecided } = surroundings;
  const { windowMs, decides, decideWithinMs } = rules;
  const fallback = rules.fallback === "refuse" ? refused : allowed;
  const isWanted = createCallbackFilter(rules.filter);
  // One that is as far ahead as it may be is believed for twice the time.
  const seen = createSeenCalls(clock, windowMs > 0 ? 2 * windowMs : usualMemoryMs);
  const pendingVerdicts = createPendingVerdicts({
    clock,
    withinMs: decideWithinMs,
    fallback,
    onFallback: onUndecided,
    onVerdict: onDecided,
  });

  // By what repeats are known by: who repeats a call that waits for its verdict waits with it.
  const waiting = new Map<string, VerdictAskers>();
  let isClosed = false;

  function refuse(response: ServerResponse, fault: DeskFault): void {
    refuseCallback(response, statuses[fault]);
    onRefused(fault);
  }

  function decide(callback: Callback, response: ServerResponse): void {
    const { payload } = callback.fields;
    // As it came: what is answered has the same shape.
    const original = isJsonObject(payload) ? copyJson(payload) : {};
    const askers = createVerdictAskers();
    askers.add(response);
    waiting.set(callback.repeatKey, askers);
    const id = pendingVerdicts.open(original, (text) => {
      waiting.delete(callback.repeatKey);
      askers.answer(text);
    });
    if (id === undefined) return;
    // All who asked may be gone by then: a verdict that comes later is too late.
    askers.whenAllGone(() => pendingVerdicts.find(id)?.settle());
    onCallback(callback, id);
  }

  /** Nobody is asked twice about one message. */
  function repeat({ repeatKey }: Callback, response: ServerResponse): void {
    if (waiting.get(repeatKey)?.add(response) === true) return;
    answerCallback(response, decides ? fallback : allowed);
  }

  function take(body: unknown, response: ServerResponse): void {
    const check = checkCallback(body, rules, timeOfDay());
    if ("fault" in check) {
      refuse(response, check.fault);
    } else if (!isWanted(check.callback)) {
      answerCallback(response, allowed);
    } else if (!seen.add(check.callback.repeatKey)) {
      repeat(check.callback, response);
    } else if (decides) {
      decide(separate(check.callback), response);
    } else {
      const callback = separate(check.callback);
      answerCallback(response, allowed);
      // The answer has left before anybody does anything with it.
      setImmediate(onCallback, callback);
    }
  }

  return {
    answer(request, response) {
      if (request.method !== "POST") {
        refuseCallback(response, 405);
        return;
      }
      intake.read(request, (reading) => {
        try {
          if (isClosed) refuseCallback(response, 503);
          else if ("fault" in reading) refuse(response, reading.fault);
          else take(reading.body, response);
        } catch (error) {
          // Nested deeper than the stack reaches: the service sends no such thing.
          refuse(response, error instanceof RangeError ? "not-a-callback" : "failed");
        }
      });
    },
    pendingVerdicts,
    close() {
      isClosed = true;
      pendingVerdicts.close();
    },
  };
}

/** The same, its two views of what happened apart: who changes one finds nothing changed in the other. */
function separate(callback: Callback): Callback {
  return { ...callback, record: copyJson(callback.record) };
}
