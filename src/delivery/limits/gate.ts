import { ChatError } from "../../client/chat-error";
import type { Clock } from "../../client/clock";
import type { Lane } from "./lane";

/**
 * The way to the service, which every call takes. While calls fail as they do when the service or the network is away, it
 * is closed but for one call at a time that tries, ever more seldom; the first that gets through opens it.
 *
 * So an outage costs one try each few seconds instead of one a message, few messages become uncertain in it, and all go on
 * together as soon as it is over.
 */
export interface Gate {
  /** The way of one call. */
  way(): Way;
  /** Since when the service has been away, and how the last try failed; `undefined` while it is not. */
  trouble(): Trouble | undefined;
  /** How long until the next try, milliseconds; 0 while the gate is open. */
  closedForMs(): number;
}

/** The gate as one call finds it: a lane, and what became of the call. */
export interface Way extends Lane {
  /** It got an answer. */
  passed(): void;
  /** It got none. */
  failed(error: ChatError): void;
}

/** A service that is away. */
export interface Trouble {
  /** Milliseconds since 1970. */
  readonly since: number;
  /** What those hear who wait no longer: nothing of theirs was sent. */
  readonly error: ChatError;
}

/** Waits between tries, milliseconds, before chance is added; the last repeats. One failure alone says little. */
const delaysMs = [0, 1_000, 2_000, 4_000, 8_000, 15_000];

/**
 * A try without an answer keeps others waiting no longer than this, milliseconds: a large file's may come after minutes.
 * More than a request's usual time-out.
 */
const longestTryMs = 40_000;

/** @param random 0 to 1: moves a wait between 0.75 and 1.25 times its length, so that many do not come back together */
export function createGate(clock: Clock, random: () => number): Gate {
  let trouble: Trouble | undefined;
  let failures = 0;
  let closedUntil = -Infinity;
  let trying: { readonly way: Way; readonly until: number } | undefined;
  let openings = 0;

  function fail(error: ChatError): void {
    const now = clock.now();
    trouble = { since: trouble?.since ?? now, error: notSent(error) };
    const delayMs = delaysMs[Math.min(failures, delaysMs.length - 1)] as number;
    failures += 1;
    closedUntil = now + Math.ceil(delayMs * (0.75 + random() / 2));
  }

  function open(): void {
    if (trouble === undefined) return;
    trouble = undefined;
    failures = 0;
    closedUntil = -Infinity;
    trying = undefined;
    openings += 1;
  }

  return {
    way() {
      let isTry = false;
      // Not all wait at the gate: who does not sets out about now.
      let tookAfter = openings;
      const way: Way = {
        roomAt: (_weight, nowMs) => Math.max(nowMs, closedUntil, trying?.until ?? nowMs),
        take() {
          isTry = trouble !== undefined;
          tookAfter = openings;
          if (isTry) trying = { way, until: clock.now() + longestTryMs };
        },
        free() {
          if (trying?.way === way) trying = undefined;
        },
        hold: () => undefined,
        passed: open,
        failed(error) {
          // What set out before the gate was closed, or opened, says nothing of what has been since.
          if (tookAfter === openings && (isTry || trouble === undefined)) fail(error);
        },
      };
      return way;
    },
    trouble: () => trouble,
    closedForMs: () => Math.max(0, closedUntil - clock.now()),
  };
}

/** What one hears who never got as far as the service. */
function notSent({ code, details }: ChatError): ChatError {
  const { operation, status, error, description } = details;
  return new ChatError(code === "CHAT_UNAVAILABLE" ? code : "CHAT_UNREACHABLE", {
    operation,
    outcome: "not-sent",
    ...(status === undefined ? {} : { status }),
    ...(error === undefined ? {} : { error }),
    ...(description === undefined ? {} : { description }),
  });
}
