import { randomUUID } from "node:crypto";
import type { Clock } from "../client/clock";
import type { JsonObject } from "../client/message";

/** A message that the service holds back until somebody says what becomes of it. */
export interface PendingVerdict {
  /** The message's payload as it came. */
  readonly payload: JsonObject;
  /**
   * Makes this its fallback: so much has been said already, whatever becomes of the rest.
   *
   * @param text what the service is answered where no more is said
   */
  readonly fallBackOn: (text: string) => void;
  /** Answers it, once and for all. @param text what the service is answered; left out: the fallback */
  readonly settle: (text?: string) => void;
}

/** Messages that wait for a verdict. */
export interface PendingVerdicts {
  /**
   * @param answer called exactly once: with the verdict, or with the fallback
   * @returns the id under which it is found; `undefined` where too many wait, or after the end, and the fallback was
   * answered
   */
  open(payload: JsonObject, answer: (text: string) => void): string | undefined;
  /** @returns `undefined` where it is unknown, or has been answered */
  find(id: string): PendingVerdict | undefined;
  /** Answers all with the fallback; from then on nothing waits. */
  close(): void;
}

/** How long one waits, and what happens then. */
export interface VerdictTerms {
  readonly clock: Clock;
  readonly withinMs: number;
  /** What the service is answered where nobody said anything in time. */
  readonly fallback: string;
  /** How many may wait at once. Default: 10,000. */
  readonly most?: number;
  /** Called when nobody said anything in time, or too many wait. */
  readonly onFallback: () => void;
  /** Called when somebody said something in time. */
  readonly onVerdict: () => void;
}

/** Creates the list of messages that wait for a verdict. */
export function createPendingVerdicts(terms: VerdictTerms): PendingVerdicts {
  const { clock, withinMs, fallback, most = 10_000, onFallback, onVerdict } = terms;
  const pending = new Map<string, PendingVerdict>();
  let isClosed = false;

  return {
    open(payload, answer) {
      if (isClosed) {
        answer(fallback);
        return undefined;
      }
      if (pending.size >= most) {
        answer(fallback);
        onFallback();
        return undefined;
      }
      const id = randomUUID();
      let otherwise = fallback;
      const fallBackOn = (text: string): void => {
        otherwise = text;
      };
      const settle = (text?: string): void => {
        if (!pending.delete(id)) return;
        cancel();
        answer(text ?? otherwise);
        if (text !== undefined) onVerdict();
      };
      pending.set(id, { payload, fallBackOn, settle });
      const cancel = clock.after(withinMs, () => {
        settle();
        onFallback();
      });
      return id;
    },
    find: (id) => pending.get(id),
    close() {
      isClosed = true;
      pending.forEach(({ settle }) => settle());
    },
  };
}
